import { stat } from 'node:fs/promises'
import type { GenerateItem, GenerateRequest } from '../../shared/api/engine.ts'
import { AppError } from '../../shared/errors.ts'
import { BoxDrafts } from './box-drafts.ts'
import { encodePrompt, longestPrompt } from './encode-prompt.ts'
import { GrammarWalk } from './grammar.ts'
import type { Graphs } from './graphs.ts'
import type { PictureEntry } from './picture-cache.ts'
import { pictureTensor } from './pixels/picture-tensor.ts'
import type { RunningModel } from './running-model.ts'
import { type Allowed, type Choice, chooseToken, seededRandom } from './sampling.ts'
import { TextStream } from './text-stream.ts'
import { TokenRun } from './token-run.ts'

const everything: Allowed = { kind: 'all' }

/** Answers one prompt, token by token. Being stopped is no failure: the answer ends with `finishReason: 'stopped'`. */
export async function* generate(
  model: RunningModel,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateItem> {
  const leave = await model.queue.enter(signal)
  try {
    yield* answer(model, request, signal)
  } finally {
    model.pictures.trim()
    leave()
  }
}

/** Encodes a picture for questions to come. Does nothing while a question is answered, which it would slow down. */
export async function prepare(model: RunningModel, path: string): Promise<boolean> {
  const key = await pictureKey(path)
  if (model.pictures.get(key)) return true
  if (model.ahead.picture?.key !== key) {
    if (!model.queue.isIdle) return false
    model.ahead.picture = { key, encoded: encode(model, path) }
  }
  const { picture } = model.ahead
  try {
    await picture.encoded
    return true
  } catch (error) {
    if (model.ahead.picture === picture) model.ahead.picture = null
    throw error
  }
}

async function encode(model: RunningModel, path: string): ReturnType<Graphs['encode']> {
  return model.graphs.encode(await pictureTensor(path, model.manifest.imageSize))
}

async function* answer(
  model: RunningModel,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateItem> {
  const { manifest, graphs } = model
  const { options } = request
  const prompt = promptTokens(model, request.prompt)
  const started = performance.now()
  const picture = await openPicture(model, request.imagePath)
  const encoded = performance.now()
  const reused = picture.features ? 0 : commonStart(picture.entry.tokens, prompt.slice(0, -1))
  if (!picture.features) forgetAfter(model, picture.entry, reused)

  const run = new TokenRun(graphs, picture.entry, manifest.imageTokens, picture.features, prompt.slice(reused))
  await run.logits(() => [])
  model.pictures.set(picture.key, picture.entry)
  if (model.ahead.picture?.key === picture.key) model.ahead.picture = null
  const prefilled = performance.now()

  const walk = options.constrained && model.grammar ? new GrammarWalk(model.grammar) : null
  const drafts = model.drafts ? new BoxDrafts(model.tokens, picture.entry.candidates, request.prompt) : null
  const random = seededRandom(options.seed)
  const text = new TextStream(model.tokens)
  const limit = Math.min(options.maxTokens, manifest.maxPositions - 1 - prompt.length)
  let count = 0
  let firstTokenMs = 0
  let finishReason: 'stop' | 'length' | 'stopped' = 'length'

  while (count < limit) {
    const room = limit - count
    // A token without an alternative needs no run of its own: it rides along with the next one.
    let choice = forcedChoice(walk?.forced(room) ?? null)
    if (!choice) {
      if (signal.aborted) {
        finishReason = 'stopped'
        break
      }
      const logits = await run.logits(() => drafts?.propose(room) ?? [])
      choice = chooseToken(logits, walk?.allowed(room) ?? everything, options.temperature, random)
      if (count === 0) firstTokenMs = performance.now() - started
      if (model.stopIds.has(choice.id)) {
        finishReason = 'stop'
        break
      }
    }
    run.push(choice.id)
    walk?.push(choice.id)
    drafts?.push(choice.id)
    count++
    for (const token of text.push(choice.id, choice.logprob)) yield { kind: 'token', ...token }
  }
  run.forgetDraft()

  for (const token of text.end()) yield { kind: 'token', ...token }
  yield {
    kind: 'done',
    finishReason,
    tokens: count,
    promptTokens: manifest.imageTokens + prompt.length,
    cachedTokens: picture.features ? 0 : manifest.imageTokens + reused,
    imageCached: picture.features === null,
    encodeMs: encoded - started,
    prefillMs: prefilled - encoded,
    firstTokenMs,
    totalMs: performance.now() - started,
    provider: model.loaded.provider,
    constrained: walk !== null,
  }
}

function forcedChoice(id: number | null): Choice | null {
  return id === null ? null : { id, logprob: 0 }
}

/** The prompt's tokens; fails where the model cannot read so many. */
function promptTokens({ manifest, tokens }: RunningModel, prompt: string): number[] {
  const ids = encodePrompt(tokens, prompt)
  if (ids.length > longestPrompt(manifest)) {
    throw new AppError('engine.prompt-too-long', {
      detail: `${ids.length} tokens, at most ${longestPrompt(manifest)}`,
      hint: 'Start a new dialogue.',
    })
  }
  return ids
}

type OpenPicture = { readonly key: string; readonly entry: PictureEntry; readonly features: Float32Array | null }

/** The picture's part of the cache where it is known, else its features and an empty cache. */
async function openPicture(model: RunningModel, path: string): Promise<OpenPicture> {
  const key = await pictureKey(path)
  const known = model.pictures.get(key)
  if (known) return { key, entry: known, features: null }
  const { picture } = model.ahead
  const { features, candidates } = await (picture?.key === key ? picture.encoded : encode(model, path))
  return { key, entry: { cache: model.graphs.newCache(), tokens: [], candidates }, features }
}

/** Changes whenever the file does; model, provider and preprocessing are those of the cache it is used in. */
async function pictureKey(path: string): Promise<string> {
  try {
    const { size, mtimeNs, ino, dev } = await stat(path, { bigint: true })
    return [path, size, mtimeNs, ino, dev].join('|')
  } catch (cause) {
    throw new AppError('image.not-found', { detail: path, cause })
  }
}

function forgetAfter(model: RunningModel, entry: PictureEntry, tokens: number): void {
  entry.cache.truncate(model.manifest.imageTokens + tokens)
  entry.tokens.length = tokens
}

function commonStart(a: readonly number[], b: readonly number[]): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) if (a[i] !== b[i]) return i
  return end
}
