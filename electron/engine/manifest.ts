import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import * as v from 'valibot'
import { ConfidenceCurve } from '../../shared/dialogue/region-confidence.ts'
import { AppError } from '../../shared/errors.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(1))
const relativePath = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((path) => !isAbsolute(path) && !path.split(/[\\/]/).includes('..'), 'a path inside the model folder'),
)

export const ModelManifest = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
  title: v.string(),
  version: v.optional(v.string(), '0'),
  family: v.literal('deixis'),
  dialect: v.string(),
  imageSize: count,
  imageTokens: count,
  padding: v.literal('white-centre'),
  layers: count,
  heads: count,
  headDim: count,
  hidden: count,
  vocab: count,
  maxPositions: count,
  /** All picture tokens come first and share position 0. */
  imagePosition: v.literal('shared'),
  template: v.object({
    system: v.optional(v.string(), ''),
    image: v.string(),
    imagePlacement: v.optional(v.picklist(['first-turn', 'front']), 'front'),
    user: v.string(),
    assistant: v.string(),
  }),
  stop: v.pipe(v.array(v.string()), v.minLength(1)),
  licence: v.string(),
  capabilities: v.object({
    boxIn: v.boolean(),
    pointIn: v.boolean(),
    boxOut: v.boolean(),
    pointOut: v.boolean(),
    multiTurn: v.boolean(),
  }),
  /** Languages that it reads and writes, as `en`; left out where that is not known. */
  languages: v.optional(v.array(v.string())),
  /** Set for a model so small that `auto` does not look for a GPU. */
  prefers: v.optional(v.literal('cpu')),
  /** How the probabilities of a region's digits become a confidence; found by recipe/calibrate.ts. */
  confidence: v.optional(ConfidenceCurve),
  files: v.pipe(
    v.array(v.object({ path: relativePath, bytes: v.number(), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
    v.minLength(1),
  ),
})
/** What a model folder says about itself. */
export type ModelManifest = v.InferOutput<typeof ModelManifest>

const needed = ['onnx/vision.onnx', 'onnx/decoder.onnx', 'tokenizer.json']

/** Reads `manifest.json` of a model folder. */
export async function readManifest(folder: string): Promise<ModelManifest> {
  let text: string
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8')
  } catch (cause) {
    throw new AppError('model.not-found', { detail: `${folder} has no manifest.json`, cause })
  }
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (cause) {
    throw new AppError('model.bad-manifest', { detail: String(cause), cause })
  }
  const parsed = v.safeParse(ModelManifest, raw)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new AppError('model.bad-manifest', { detail: `${v.getDotPath(issue) ?? 'manifest'}: ${issue.message}` })
  }
  for (const path of needed) {
    if (!parsed.output.files.some((file) => file.path === path)) {
      throw new AppError('model.bad-manifest', { detail: `files: ${path} is not listed` })
    }
  }
  return parsed.output
}

/** Over the files as the manifest lists them: the same hash means the same weights and tokens. */
export function modelHash(manifest: ModelManifest): string {
  const lines = manifest.files.map((file) => `${file.sha256}  ${file.path}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** The first listed file that is missing or has another size, with the reason; cheap enough for a list of models. */
export async function findMissingFile(folder: string, manifest: ModelManifest): Promise<string | null> {
  for (const file of manifest.files) {
    const status = await stat(join(folder, file.path)).catch(() => null)
    if (!status?.isFile()) return `${file.path} is missing`
    if (status.size !== file.bytes) return `${file.path} has ${status.size} bytes instead of ${file.bytes}`
  }
  return null
}

/** Fails with `model.missing-file` unless every file has the size and the hash that the manifest gives. */
export async function verifyFiles(folder: string, manifest: ModelManifest): Promise<void> {
  const missing = await findMissingFile(folder, manifest)
  if (missing) throw damaged(missing)
  for (const file of manifest.files) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(join(folder, file.path))) hash.update(chunk as Buffer)
    if (hash.digest('hex') !== file.sha256) throw damaged(`${file.path} does not have the content that was published`)
  }
}

function damaged(what: string): AppError {
  return new AppError('model.missing-file', {
    message: `A file of the model is missing or damaged: ${what}.`,
    hint: 'Restore the file or fetch the model again.',
    detail: what,
  })
}
