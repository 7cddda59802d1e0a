import { join } from 'node:path'
import type { Device } from '../../../shared/api/engine.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ModelManifest } from '../../engine/manifest.ts'
import { createEngine, type Engine } from '../../services/engine/engine.ts'
import type { SpawnEngine } from '../../services/engine/engine-process.ts'
import { createModels } from '../../services/engine/models.ts'

/** What the command line gives its commands. */
export type CommandContext = {
  /** The program's own folder: holds `models`. */
  readonly programFolder: string
  /** Where users' own models are. */
  readonly dataFolder: string
  readonly version: string
  readonly spawnEngine: SpawnEngine
  readonly out: (text: string) => void
  /** For people: progress and problems. */
  readonly note: (text: string) => void
  readonly signal: AbortSignal
}

export type OpenModel = {
  readonly engine: Engine
  readonly manifest: ModelManifest
  /** Makes another engine like it, without a model yet. */
  readonly spare: () => Engine
}

/** Loads a model, the first one that can be loaded where none is named. Close its engine afterwards. */
export async function openModel(
  context: CommandContext,
  modelId?: string,
  device: Device = 'auto',
  threads?: number,
): Promise<OpenModel> {
  const models = createModels([join(context.programFolder, 'models'), join(context.dataFolder, 'models')])
  const { manifest } = await models.find(modelId ?? (await firstModel(models)))
  const spare = (): Engine =>
    createEngine({
      spawn: context.spawnEngine,
      threads,
      folderOf: async (id) => (await models.find(id)).folder,
    })
  const engine = spare()
  try {
    await engine.load(manifest.id, device)
  } catch (error) {
    await engine.close()
    throw error
  }
  return { engine, manifest, spare }
}

async function firstModel(models: ReturnType<typeof createModels>): Promise<string> {
  const cards = await models.list()
  const card = cards.find(({ problem }) => problem === undefined) ?? cards[0]
  if (!card) throw new AppError('model.not-found', { message: 'No model is installed.' })
  return card.id
}
