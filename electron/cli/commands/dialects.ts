import { resolve } from 'node:path'
import type { Dialect, DialectShape, ShapeKinds } from '../../../shared/dialects/dialect.ts'
import { type DialectView, type MentionView, viewDialect } from '../../../shared/dialects/dialect-view.ts'
import { dialects } from '../../../shared/dialects/registry.ts'
import { AppError } from '../../../shared/errors.ts'
import type { PixelPoint, Size } from '../../../shared/geometry/spaces.ts'
import { readImageInfo } from '../../services/images/image-info.ts'
import type { CommandContext } from './open-model.ts'

/** The words of `deixis dialects` as they were typed. */
export type DialectsWords = {
  readonly image?: string
  readonly size?: string
  readonly box?: string
  readonly point?: string
  readonly polygon?: string
  readonly label?: string
  readonly only?: readonly string[]
  readonly json?: boolean
}

const defaultSize: Size = { width: 1200, height: 800 }

/** Writes one region in all dialects side by side; gives the exit code. */
export async function listDialects(words: DialectsWords, context: CommandContext): Promise<number> {
  const chosen = chooseDialects(words.only)
  const size = await readSize(words)
  const shape = readShape(words, size)
  const views = chosen.map((dialect) => viewDialect(dialect, shape, size, words.label ?? ''))
  if (words.json) context.out(`${JSON.stringify({ size, shape, dialects: views.map(toJson) }, null, 2)}\n`)
  else context.out(`${views.map(describe).join('\n\n')}\n`)
  return 0
}

function refused(message: string): AppError {
  return new AppError('rpc.bad-input', { message })
}

function chooseDialects(only: readonly string[] | undefined): readonly Dialect[] {
  if (only === undefined) return dialects
  const unknown = only.find((id) => dialects.every((dialect) => dialect.id !== id))
  if (unknown === undefined) return dialects.filter((dialect) => only.includes(dialect.id))
  throw refused(`--only ${unknown}: it takes one of ${dialects.map(({ id }) => id).join(', ')}.`)
}

async function readSize({ image, size }: DialectsWords): Promise<Size> {
  if (image !== undefined && size !== undefined)
    throw refused('--image and --size say the same thing: give one of them.')
  if (image !== undefined) {
    const { width, height } = await readImageInfo(resolve(image))
    return { width, height }
  }
  if (size === undefined) return defaultSize
  const match = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/.exec(size)
  if (match === null) throw refused(`--size ${size}: it is WIDTHxHEIGHT in pixels, such as 1200x800.`)
  return { width: Number(match[1]), height: Number(match[2]) }
}

function numbersOf(typed: string, name: string, isRight: (count: number) => boolean, form: string): number[] {
  const numbers = typed.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (isRight(numbers.length) && numbers.every(Number.isFinite)) return numbers
  throw refused(`--${name} ${typed}: it is ${form} in pixels of the upright picture.`)
}

function readShape({ box, point, polygon }: DialectsWords, size: Size): DialectShape {
  if ([box, point, polygon].filter((one) => one !== undefined).length > 1) {
    throw refused('One region is shown: give --box, --point or --polygon.')
  }
  if (point !== undefined) {
    const [x = 0, y = 0] = numbersOf(point, 'point', (count) => count === 2, 'x,y')
    return { kind: 'point', x, y }
  }
  if (polygon !== undefined) {
    const isRight = (count: number): boolean => count >= 6 && count % 2 === 0
    const numbers = numbersOf(polygon, 'polygon', isRight, 'x,y of three corners or more')
    const points = Array.from(
      { length: numbers.length / 2 },
      (_, i): PixelPoint => ({ x: numbers[2 * i] ?? 0, y: numbers[2 * i + 1] ?? 0 }),
    )
    return { kind: 'polygon', points }
  }
  if (box === undefined) {
    return { kind: 'box', x1: size.width / 4, y1: size.height / 4, x2: size.width / 2, y2: size.height * 0.75 }
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(box, 'box', (count) => count === 4, 'x1,y1,x2,y2')
  return { kind: 'box', x1, y1, x2, y2 }
}

function tidy(value: number): number {
  return Number(value.toFixed(4))
}

function carried(can: ShapeKinds): string {
  const kinds = [can.points && 'points', can.boxes && 'boxes', can.polygons && 'polygons']
  return kinds.filter(Boolean).join(', ') || 'no regions'
}

const lossWords = {
  answers: 'answers',
  'answers-and-headers': 'answers and the role words',
  'all-text': 'all text',
} as const

function side(view: MentionView): string[] {
  if (view.kind === 'loss') return [`– (${view.message})`]
  const beside = view.beside.map((numbers) => `beside the text: ${numbers.map(tidy).join(', ')}`)
  const off = view.error === null ? [] : [`read back within ${tidy(view.error)} px`]
  return [view.text, ...beside, ...off]
}

function describe({ dialect, frame, asks, answers }: DialectView): string {
  const { id, title, can, source, uncertain, note } = dialect
  const references = [source.paper === null ? null : `arXiv ${source.paper}`, source.code].filter((one) => one !== null)
  const lines: [string, string][] = [
    ['frame', dialect.frame],
    ...(frame?.resized ? [['resized', `${frame.resized.width} x ${frame.resized.height}`] as [string, string]] : []),
    ['in', side(asks).join('\n')],
    ['out', side(answers).join('\n')],
    [
      'carries',
      `in ${carried(can.asks)}; out ${carried(can.answers)}; ${can.images === 'one' ? 'one image' : 'several images'}`,
    ],
    ['loss on', lossWords[can.loss]],
    ...(uncertain === undefined ? [] : [['not sure', uncertain] as [string, string]]),
    ...(note === undefined ? [] : [['note', note] as [string, string]]),
    ...(references.length === 0 ? [] : [['source', references.join(', ')] as [string, string]]),
  ]
  const body = lines.map(([name, text]) => `  ${name.padEnd(9)}${text.replaceAll('\n', `\n${' '.repeat(11)}`)}`)
  return [`${title} (${id})`, ...body].join('\n')
}

function toJson({ dialect, frame, asks, answers }: DialectView): unknown {
  const { id, title, can, source, uncertain, note } = dialect
  return { id, title, frame: dialect.frame, frameArea: frame, in: asks, out: answers, can, source, uncertain, note }
}
