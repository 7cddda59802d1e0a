import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ProjectId } from '../../../shared/ids.ts'
import { readImageInfo } from '../images/image-info.ts'
import { createProjectService } from '../project/project.ts'
import { createImportService } from './import.ts'
import { createImportUploads } from './import-uploads.ts'

/** A folder for a test with a project on its `pictures`, and the service that imports into it. */
export type SampleImport = {
  readonly folder: string
  readonly projects: ReturnType<typeof createProjectService>
  readonly service: ReturnType<typeof createImportService>
  readonly projectId: ProjectId
}

/** As much of a PNG as says its size. */
export function pngOfSize(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(17)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.from('0000000049454e44ae426082', 'hex')])
}

/** Writes a file: texts and bytes as they are, anything else as JSON. */
export async function putFile(folder: string, path: string, content: unknown): Promise<string> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  const isText = typeof content === 'string' || Buffer.isBuffer(content)
  await writeFile(file, isText ? content : JSON.stringify(content))
  return file
}

/** Opens the project on these pictures; the time of its imports is 5000. */
export async function openSampleImport(pictures: Readonly<Record<string, Buffer>>): Promise<SampleImport> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-import-test-'))
  for (const [name, bytes] of Object.entries(pictures)) await putFile(folder, `pictures/${name}`, bytes)
  const projects = createProjectService({
    dataFolder: join(folder, 'data'),
    sampleFolder: join(folder, 'none'),
    recent: { list: async () => [], note: async () => undefined, forget: async () => undefined },
    imageBase: () => '',
    readSize: readImageInfo,
    now: () => 1,
    onProblem: (problem) => {
      throw problem
    },
  })
  const service = createImportService({
    project: projects.access,
    readInfo: readImageInfo,
    uploads: createImportUploads(),
    now: () => 5000,
  })
  const pathOfPictures = join(folder, 'pictures')
  const caller = { signal: new AbortController().signal, connection: 'me' }
  const { id } = await projects.handlers['project.open']({ kind: 'folder', path: pathOfPictures }, caller)
  return { folder, projects, service, projectId: id }
}
