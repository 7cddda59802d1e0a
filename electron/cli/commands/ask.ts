import { resolve } from 'node:path'
import * as v from 'valibot'
import { Device, GenerateOptions } from '../../../shared/api/engine.ts'
import { AppError } from '../../../shared/errors.ts'
import { converse } from '../../services/chat/converse.ts'
import { AskFileRequest, toQuestion } from '../../services/evaluate/ask-request.ts'
import { type CommandContext, openModel } from './open-model.ts'
import { type AskResult, toResult } from './result.ts'

/** The words of `deixis ask` as they were typed. */
export type AskOptions = {
  readonly image: string
  readonly text: string
  readonly box?: readonly string[]
  readonly point?: readonly string[]
  readonly json?: boolean
  readonly model?: string
  readonly device?: string
  /** Free decoding: coordinates are not forced to be valid. */
  readonly free?: boolean
  readonly temperature?: string
  readonly seed?: string
  readonly maxTokens?: string
}

export const defaultOptions: GenerateOptions = { maxTokens: 256, temperature: 0, seed: 0, constrained: true }

/** Asks one question about one picture; gives the exit code. */
export async function ask(options: AskOptions, context: CommandContext): Promise<number> {
  const request = readWords(options)
  const generate = readGenerate(options)
  const device = checked(Device, options.device ?? 'auto', '--device')
  const imagePath = resolve(options.image)
  const { question, warnings } = await toQuestion(request, imagePath)
  const { engine, manifest } = await openModel(context, options.model, device)
  try {
    const answer = await converse({
      engine,
      manifest,
      imagePath,
      question,
      nextRegionNumber: question.regions.length + 1,
      generate,
      appVersion: context.version,
      signal: context.signal,
    })
    const result = toResult(answer, warnings)
    if (options.json) context.out(`${JSON.stringify(result)}\n`)
    else writeForPeople(result, context)
    if (answer.failure) throw answer.failure
    return 0
  } finally {
    await engine.close()
  }
}

function writeForPeople({ text, regions, warnings }: AskResult, { out, note }: CommandContext): void {
  out(`${text}\n`)
  for (const [name, region] of Object.entries(regions)) {
    const [[kind, numbers] = ['', []]] = Object.entries(region)
    out(
      `${name} ${kind} ${[numbers]
        .flat(2)
        .map((value) => Number(value.toFixed(1)))
        .join(',')}\n`,
    )
  }
  for (const warning of warnings) note(`warning: ${warning.message}\n`)
}

/** `{b0}`, `{p1}` or `{b0,b1}` in the text stand for the boxes and points in the order in which they were given. */
function readWords({ image, text, box = [], point = [] }: AskOptions): AskFileRequest {
  if (text.trim() === '') throw badWord('--text is empty')
  const regions: AskFileRequest['regions'] = {}
  for (const [i, typed] of box.entries()) regions[`b${i}`] = { box: numbers(typed, 4, `--box ${typed}`) as never }
  for (const [i, typed] of point.entries()) regions[`p${i}`] = { point: numbers(typed, 2, `--point ${typed}`) as never }
  const used = new Set<string>()
  const parts = text.split(/(\{[bp]\d+(?:,[bp]\d+)*\})/).flatMap((piece): AskFileRequest['turns'][0]['parts'] => {
    if (!/^\{[bp]\d/.test(piece)) return piece === '' ? [] : [piece]
    const refs = piece.slice(1, -1).split(',')
    for (const name of refs) {
      if (!regions[name]) throw badWord(`--text names {${name}}, which was not given`)
      used.add(name)
    }
    return [{ refs }]
  })
  for (const name of Object.keys(regions)) {
    if (!used.has(name)) throw badWord(`${name} is not mentioned: write {${name}} into --text where it belongs`)
  }
  return checked(AskFileRequest, { id: 'ask', image, regions, turns: [{ role: 'user', parts }] }, 'the question')
}

function readGenerate({ free, temperature, seed, maxTokens }: AskOptions): GenerateOptions {
  const given = {
    ...defaultOptions,
    constrained: !free,
    ...(temperature === undefined ? {} : { temperature: Number(temperature) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(maxTokens === undefined ? {} : { maxTokens: Number(maxTokens) }),
  }
  return checked(GenerateOptions, given, 'the options')
}

function numbers(typed: string, count: number, what: string): number[] {
  const values = typed.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (values.length !== count || values.some((value) => !Number.isFinite(value))) {
    throw badWord(`${what}: ${count} numbers with commas between them are needed`)
  }
  return values
}

function checked<T>(schema: v.GenericSchema<unknown, T>, given: unknown, what: string): T {
  const parsed = v.safeParse(schema, given)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw badWord(`${what}: ${[v.getDotPath(issue), issue.message].filter(Boolean).join(': ')}`)
}

function badWord(message: string): AppError {
  return new AppError('engine.bad-request', { message })
}
