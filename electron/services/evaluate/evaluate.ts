import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EvaluationWish, evaluateApi } from '../../../shared/api/evaluate.ts'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { shikra } from '../../../shared/dialects/shikra.ts'
import type { Document } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import type { EvaluationReport } from '../../../shared/evaluation/report.ts'
import { reviewedQuestions } from '../../../shared/evaluation/reviewed-questions.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Models } from '../engine/models.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import type { ProjectAccess } from '../project/project-access.ts'
import { evaluateModel } from './evaluate-model.ts'
import { type EvaluationSet, reviewedSet } from './evaluation-set.ts'
import { sceneSet } from './scene-set.ts'

export type EvaluateServiceOptions = {
  readonly engine: Engine
  /** Makes another engine like it, for evaluating on two cores. */
  readonly spare?: () => Engine
  readonly models: Models
  readonly project: Pick<ProjectAccess, 'records' | 'images' | 'imagePath' | 'name'>
  /** URL prefix under which the shell serves the pictures of a project, or of an evaluation. */
  readonly imageBase: (projectId: ProjectId) => string
  readonly appVersion: string
}

export type EvaluateService = {
  readonly handlers: Handlers<typeof evaluateApi>
  /** The file of a picture that an evaluation composed; null for what is none of its pictures. */
  imagePath(evaluationId: string, image: string): string | null
  /** Removes the pictures. */
  close(): Promise<void>
}

const generate = { maxTokens: 256, temperature: 0, seed: 0 } as const
const questionsPerScene = 6
const worst = 60
/** Evaluations whose pictures are kept: the one that is looked at, and those before it. */
const keptFolders = 3

/** Measures models on composed scenes and on reviewed answers. */
export function createEvaluateService(options: EvaluateServiceOptions): EvaluateService {
  const { engine, spare, models, project, appVersion } = options
  const folders = new Map<string, string>()
  let last = 0

  async function makeFolder(): Promise<{ readonly id: string; readonly folder: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'deixis-evaluation-'))
    const id = `evaluation-${++last}`
    folders.set(id, folder)
    const [oldest] = folders.keys()
    if (folders.size > keptFolders && oldest !== undefined) await forget(oldest)
    return { id, folder }
  }

  async function forget(id: string): Promise<void> {
    const folder = folders.get(id)
    folders.delete(id)
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }

  async function documentOf(projectId: ProjectId): Promise<Document> {
    const images = Object.fromEntries(await project.images(projectId))
    return { ...(await project.records(projectId)), images }
  }

  type Opened = { readonly set: EvaluationSet; readonly imageBase: string | null; readonly folder: string | null }

  async function open(wish: EvaluationWish, dialectId: string, signal: AbortSignal): Promise<Opened> {
    if (wish.kind === 'reviewed') {
      const dialect = dialectById(dialectId)
      if (!dialect) throw new AppError('model.bad-manifest', { detail: `dialect: ${dialectId} is not known` })
      const { projectId } = wish
      const imagePath = (imageId: string): string => project.imagePath(projectId, imageId)
      const document = await documentOf(projectId)
      const set = reviewedSet({ name: project.name(projectId), document, imagePath }, dialect)
      return { set, imageBase: null, folder: null }
    }
    const { count, seed, dialogues, split, styles = [] } = wish
    const { id, folder } = await makeFolder()
    const asked = { count, seed, dialogues, split, styles, questions: questionsPerScene }
    const set = await sceneSet(asked, folder, signal)
    return { set, imageBase: options.imageBase(id as ProjectId), folder }
  }

  return {
    handlers: {
      async 'evaluate.reviewed'({ projectId }) {
        const { questions, skipped } = reviewedQuestions(await documentOf(projectId), shikra)
        return { questions: questions.length, skipped }
      },
      async *'evaluate.run'({ modelId, set: wish, constrained }, { signal }) {
        const { manifest } = await models.find(modelId)
        const { set, imageBase, folder } = await open(wish, manifest.dialect, signal)
        yield { kind: 'started', total: set.total, imageBase }
        const asked = { ...generate, constrained }
        let report: EvaluationReport | null = null
        try {
          for await (const step of evaluateModel({
            engine,
            spare,
            manifest,
            set,
            generate: asked,
            appVersion,
            worst,
            signal,
          })) {
            if (step.kind === 'report') report = step.report
            yield step
          }
        } finally {
          if (folder !== null) await prune(folder, new Set(report?.worst.map(({ image }) => image)))
        }
      },
      async 'evaluate.save'({ folder, report }) {
        const path = join(folder, fileName(report))
        try {
          await writeFileDurably(path, [`${JSON.stringify(report, null, 2)}\n`])
        } catch (cause) {
          const message = `The evaluation could not be written to ${path}.`
          throw new AppError('export.write-failed', { message, detail: String(cause), cause })
        }
        return { path }
      },
    },
    imagePath(evaluationId, image) {
      const folder = folders.get(evaluationId)
      return folder !== undefined && /^scene-\d+\.png$/.test(image) ? join(folder, image) : null
    },
    async close() {
      await Promise.all([...folders.keys()].map(forget))
    },
  }
}

/** Removes the pictures that no report shows. */
async function prune(folder: string, shown: ReadonlySet<string>): Promise<void> {
  const all = await readdir(folder).catch(() => [])
  await Promise.all(all.filter((name) => !shown.has(name)).map((name) => rm(join(folder, name), { force: true })))
}

/** Named after the model and the start, so that evaluations do not overwrite each other. */
function fileName({ model, startedAt }: EvaluationReport): string {
  const name = (model?.id ?? 'results').replace(/[^\w.-]+/g, '-')
  return `evaluation-${name}-${startedAt.replace(/\.\d+Z$/, '').replace(/[^\dT]/g, '')}.json`
}
