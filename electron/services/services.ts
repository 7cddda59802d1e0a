import { join } from 'node:path'
import type { AppInfo, FolderPurpose } from '../../shared/api/app.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import { copyUpright } from '../engine/pixels/copy-upright.ts'
import { type ChosenFolder, createAppService } from './app/app.ts'
import { makeRecentProjects } from './app/recent-projects.ts'
import { createBatchService } from './batch/batch.ts'
import { createChatService } from './chat/chat.ts'
import { createDatasetService } from './dataset/dataset.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import type { SpawnEngine } from './engine/engine-process.ts'
import { createModels } from './engine/models.ts'
import { createEvaluateService } from './evaluate/evaluate.ts'
import { readImageInfo } from './images/image-info.ts'
import { createThumbnails } from './images/thumbnails.ts'
import { createImportService } from './import/import.ts'
import { createImportUploads } from './import/import-uploads.ts'
import { createProjectService } from './project/project.ts'
import type { ProjectAccess } from './project/project-access.ts'

/** What a shell (Electron, serve mode, command line) brings along. */
export type ServicesOptions = {
  readonly shell: AppInfo['shell']
  readonly version: string
  /** Where journals, settings and the recent list are kept. */
  readonly dataFolder: string
  /** The program's own folder: holds `models` and `resources`. */
  readonly programFolder: string
  readonly imageBase: (projectId: ProjectId) => string
  readonly chooseFolder?: (purpose: FolderPurpose, connection: string) => Promise<ChosenFolder>
  /** Shows a folder in the system's own way; false where it cannot be. */
  readonly showFolder?: (path: string) => Promise<boolean>
  readonly spawnEngine: SpawnEngine
  readonly onProblem: (problem: unknown) => void
}

/** Everything a page may ask for, and what a shell needs besides. */
export type Services = {
  readonly handlers: Handlers<typeof deixisApi>
  readonly projects: ProjectAccess
  /** The file of a picture of an open project; throws an `AppError` for anything else. */
  imagePath(projectId: string, imageId: string): string
  /** A file that shows such a picture in small. */
  thumbnailPath(projectId: string, imageId: string): Promise<string>
  /** A connection is gone. */
  disconnect(connection: string): void
  close(): Promise<void>
}

/** All services of the program, wired together. */
export function createServices(options: ServicesOptions): Services {
  const { dataFolder, onProblem } = options
  const sampleFolder = join(options.programFolder, 'resources', 'samples')
  const recent = makeRecentProjects(dataFolder)
  const project = createProjectService({
    dataFolder,
    sampleFolder,
    recent,
    imageBase: options.imageBase,
    readSize: readImageInfo,
    now: Date.now,
    ...(options.showFolder ? { showFolder: options.showFolder } : {}),
    onProblem,
  })
  const app = createAppService({
    shell: options.shell,
    version: options.version,
    sampleFolder,
    recent,
    chooseFolder: options.chooseFolder ?? (async () => ({ kind: 'unavailable' })),
  })
  const models = createModels([join(options.programFolder, 'models'), join(dataFolder, 'models')])
  const startEngine = (): Engine =>
    createEngine({
      spawn: options.spawnEngine,
      folderOf: async (modelId) => (await models.find(modelId)).folder,
    })
  const engine = startEngine()
  const chat = createChatService({ engine, models, project: project.access, appVersion: options.version })
  const batches = createBatchService({ engine, models, project: project.access, appVersion: options.version })
  const evaluate = createEvaluateService({
    engine,
    spare: startEngine,
    models,
    project: project.access,
    imageBase: options.imageBase,
    appVersion: options.version,
  })
  const dataset = createDatasetService({
    async loadDocument(projectId) {
      const images = Object.fromEntries(await project.access.images(projectId))
      const document = { ...(await project.access.records(projectId)), images }
      return { document, projectPath: project.access.folder(projectId), turned: project.access.turnedImages(projectId) }
    },
    copyUpright,
    appVersion: options.version,
  })
  const uploads = createImportUploads()
  const imports = createImportService({ project: project.access, readInfo: readImageInfo, uploads })
  const imagePath = (projectId: string, imageId: string): string =>
    evaluate.imagePath(projectId, imageId) ?? project.access.imagePath(projectId as ProjectId, imageId)
  const thumbnails = createThumbnails()
  return {
    handlers: {
      ...app,
      ...project.handlers,
      ...chat,
      ...dataset,
      ...imports,
      ...evaluate.handlers,
      ...batches.handlers,
    },
    projects: project.access,
    imagePath,
    async thumbnailPath(projectId, imageId) {
      const picture = imagePath(projectId, imageId)
      return thumbnails.find(picture, join(dataFolder, 'projects', projectId, 'thumbnails'), imageId)
    },
    disconnect: project.disconnect,
    async close() {
      await batches.close()
      await engine.close()
      await uploads.close()
      await evaluate.close()
      await project.close()
    },
  }
}
