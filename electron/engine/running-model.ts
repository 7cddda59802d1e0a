import { join } from 'node:path'
import type { Device, LoadedModel } from '../../shared/api/engine.ts'
import { AppError } from '../../shared/errors.ts'
import { type Grammar, makeGrammar } from './grammar.ts'
import type { Graphs } from './graphs.ts'
import { type ModelManifest, modelHash, readManifest, verifyFiles } from './manifest.ts'
import { PictureCache } from './picture-cache.ts'
import { chooseProvider, defaultThreads } from './providers.ts'
import { RunQueue } from './run-queue.ts'
import { readTextTokens, type TextTokens } from './text-tokens.ts'

/** A picture's encoding, which may be under way. */
export type EncodingAhead = { readonly key: string; readonly encoded: ReturnType<Graphs['encode']> }

/** A model in memory with everything that its runs share. */
export type RunningModel = {
  readonly loaded: LoadedModel
  readonly manifest: ModelManifest
  readonly graphs: Graphs
  readonly tokens: TextTokens
  readonly stopIds: ReadonlySet<number>
  readonly grammar: Grammar | null
  readonly pictures: PictureCache
  readonly queue: RunQueue
  /** The picture that was encoded before anybody asked about it. */
  readonly ahead: { picture: EncodingAhead | null }
  /** Whether boxes are drafted: the same tokens in fewer runs (docs/adr). */
  readonly drafts: boolean
}

const pictureBytes = 128 * 2 ** 20
const queueLength = 64

/** Checks a model's files and loads it on the first provider that works. */
export async function loadModel(
  modelId: string,
  folder: string,
  device: Device,
  wantedThreads?: number,
): Promise<RunningModel> {
  const start = performance.now()
  const manifest = await readManifest(folder)
  if (manifest.id !== modelId) {
    throw new AppError('model.not-found', { detail: `${folder} holds ${manifest.id}, not ${modelId}` })
  }
  await verifyFiles(folder, manifest)
  const tokens = await readTextTokens(join(folder, 'tokenizer.json'))
  const stopIds = new Set(manifest.stop.map((text) => stopId(tokens, text)))
  const { boxOut, pointOut } = manifest.capabilities
  const grammar = makeGrammar(
    manifest.dialect,
    { boxes: boxOut, points: pointOut },
    { size: Math.min(tokens.size, manifest.vocab), textOf: tokens.textOf },
  )
  const threads = wantedThreads ?? defaultThreads()
  const { graphs, provider, attempts } = await chooseProvider(folder, manifest, device, threads)
  await warmUp(graphs, manifest)
  const loaded = {
    modelId,
    modelHash: modelHash(manifest),
    dialect: manifest.dialect,
    provider,
    attempts,
    threads,
    loadMs: performance.now() - start,
  }
  const pictures = new PictureCache(pictureBytes)
  const queue = new RunQueue(queueLength)
  return { loaded, manifest, graphs, tokens, stopIds, grammar, pictures, queue, ahead: { picture: null }, drafts: true }
}

/** The first run of a graph lays out its memory (and compiles its shaders): done here, so that no answer waits for it. */
async function warmUp(graphs: Graphs, { imageSize }: ModelManifest): Promise<void> {
  const cache = graphs.newCache()
  const { features } = await graphs.encode(new Float32Array(3 * imageSize ** 2))
  await graphs.step(cache, features, [0, 0], 1)
  await graphs.step(cache, null, [0], 3)
  cache.release()
}

function stopId(tokens: TextTokens, text: string): number {
  const id = tokens.idOf(text)
  if (id === undefined) throw new AppError('model.bad-manifest', { detail: `stop: ${text} is no token` })
  return id
}
