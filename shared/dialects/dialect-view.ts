import type { PixelBox, Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import type { BesideValues, Dialect, DialectShape, MentionContext, ShapeKinds } from './dialect.ts'
import { shapeNumbers } from './mention.ts'

/** What a dialect counts on, to be drawn on the picture; everything in pixels of the upright picture. */
export type FrameDrawing = {
  /** Where the numbers begin and end; it reaches beyond a picture that is padded. */
  readonly area: PixelBox
  /** How many steps a side of the area has; null where nothing is rounded. */
  readonly steps: Size | null
  /** The size whose pixels are counted, where it is not the picture's own. */
  readonly resized: Size | null
  readonly tiles: readonly PixelBox[]
}

/** A region in a turn of one side: its text, the numbers beside it, and what comes of reading it; or why there is none. */
export type MentionView =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly beside: BesideValues
      /** What is read back from the text and the numbers; empty where the text names a region without its place. */
      readonly read: readonly DialectShape[]
      /** The most that a coordinate is off after reading, in pixels; null when nothing is read back. */
      readonly error: number | null
    }
  | { readonly kind: 'loss'; readonly message: string }

/** One region in one dialect. */
export type DialectView = {
  readonly dialect: Dialect
  /** Null where the dialect has no coordinates or refuses a picture of this size. */
  readonly frame: FrameDrawing | null
  readonly asks: MentionView
  readonly answers: MentionView
}

/** True when shapes of this kind can be carried. */
function carries(can: ShapeKinds, kind: DialectShape['kind']): boolean {
  switch (kind) {
    case 'point':
      return can.points
    case 'box':
      return can.boxes
    case 'polygon':
      return can.polygons
    default:
      return assertNever(kind)
  }
}

/** The frame of a dialect on a picture of this size, or null where it has none. */
export function drawFrame(dialect: Dialect, size: Size): FrameDrawing | null {
  const { asks, answers } = dialect.can
  if (![asks, answers].some((can) => can.points || can.boxes || can.polygons)) return null
  const resized = dialect.resized?.(size)
  if (resized === null) return null
  const area = dialect.area?.(size) ?? { x1: 0, y1: 0, x2: size.width, y2: size.height }
  const half = dialect.halfStep(size)
  const [width, height] = [area.x2 - area.x1, area.y2 - area.y1]
  const isRounded = half.x > width * 1e-6 && half.y > height * 1e-6
  return {
    area,
    steps: isRounded ? { width: width / half.x / 2, height: height / half.y / 2 } : null,
    resized: resized ?? null,
    tiles: dialect.tiles?.(size) ?? [],
  }
}

function largestError(read: DialectShape, shape: DialectShape): number {
  const numbers = shapeNumbers(shape)
  const back = shapeNumbers(read)
  return numbers.reduce((largest, value, index) => Math.max(largest, Math.abs((back[index] ?? Number.NaN) - value)), 0)
}

function viewSide(
  dialect: Dialect,
  shape: DialectShape,
  size: Size,
  label: string,
  role: MentionContext['role'],
): MentionView {
  const can = role === 'user' ? dialect.can.asks : dialect.can.answers
  const words = label === '' ? {} : role === 'user' ? { labels: [label] } : { labels: [label], phrase: label }
  const context: MentionContext = { role, ...words }
  const written = dialect.encode([shape], size, context)
  if (!written.ok) return { kind: 'loss', message: written.error.message }
  if (!carries(can, shape.kind)) {
    const place = role === 'user' ? 'questions' : 'answers'
    return { kind: 'loss', message: `its ${place} carry no ${shape.kind}` }
  }
  const beside = dialect.beside?.([shape], size, context) ?? []
  const spans = dialect.decode(written.value, size, beside)
  const read = spans.flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
  const [first] = read
  return {
    kind: 'text',
    text: written.value,
    beside,
    read,
    error: first === undefined || first.kind !== shape.kind ? null : largestError(first, shape),
  }
}

/** One region, with the words it is called by (may be empty), as a dialect writes it in a question and in an answer. Never throws. */
export function viewDialect(dialect: Dialect, shape: DialectShape, size: Size, label: string): DialectView {
  return {
    dialect,
    frame: drawFrame(dialect, size),
    asks: viewSide(dialect, shape, size, label, 'user'),
    answers: viewSide(dialect, shape, size, label, 'assistant'),
  }
}
