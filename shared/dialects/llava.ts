import { tileLayout } from '../geometry/anyres.ts'
import { fromSquareUnit, letterbox, squareArea, toSquareUnit } from '../geometry/letterbox.ts'
import { pythonFixed } from '../geometry/rounding.ts'
import type { PixelBox, Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, bracketParser, readAll } from './bracket-parser.ts'
import type { Capabilities, Dialect, DialectShape, EncodeLoss, PromptTemplate, SpanParser } from './dialect.ts'
import { findHazards } from './hazards.ts'
import { llavaV0, llavaVicuna } from './llava-templates.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, noShapes, onlyBoxes } from './shape-kinds.ts'

/** What 1 stands for: the long side of the padded square, or each side of the picture by itself. */
export type LlavaFrame = 'square' | 'picture'

const zero = 48

/** Python's `round(x, n)` as its lists print it: rounded half to even on the exact value, zeros at the end dropped. */
function listNumber(value: number, decimals: number): string {
  const text = pythonFixed(value, decimals)
  const point = text.indexOf('.')
  if (point < 0) return text
  let end = text.length
  while (end > point + 2 && text.charCodeAt(end - 1) === zero) end--
  return end === text.length ? text : text.slice(0, end)
}

function unitNumbers(shape: DialectShape, size: Size, frame: LlavaFrame): number[] {
  const numbers = shapeNumbers(shape)
  const box = letterbox(size)
  return numbers.map((value, index) => {
    const isAcross = index % 2 === 0
    if (frame === 'picture') return value / (isAcross ? size.width : size.height)
    const at = toSquareUnit(box, isAcross ? { x: value, y: 0 } : { x: 0, y: value })
    return isAcross ? at.x : at.y
  })
}

/** A shape as the Python list that LLaVA's data holds. Not clamped, corners as they are. */
export function llavaList(shape: DialectShape, size: Size, frame: LlavaFrame, decimals: number): string {
  return `[${unitNumbers(shape, size, frame)
    .map((value) => listNumber(value, decimals))
    .join(', ')}]`
}

type Form = { readonly frame: LlavaFrame; readonly decimals: number }

function halfStep(size: Size, { frame, decimals }: Form): { x: number; y: number } {
  const half = 0.5 / 10 ** decimals
  const side = Math.max(size.width, size.height)
  return frame === 'square' ? { x: side * half, y: side * half } : { x: size.width * half, y: size.height * half }
}

function toPixel(x: number, y: number, size: Size, frame: LlavaFrame): { x: number; y: number } {
  return frame === 'square' ? fromSquareUnit(letterbox(size), { x, y }) : { x: x * size.width, y: y * size.height }
}

function read(groups: readonly (readonly number[])[], size: Size, form: Form): BracketReading {
  const odd = groups.find((group) => group.length !== 4)
  if (odd !== undefined) {
    const numbers = `${odd.length} number${odd.length === 1 ? '' : 's'}`
    return { kind: 'problem', code: 'wrong-count', message: `${numbers}: a box has 4` }
  }
  const beyond = groups.flat().find((value) => value < 0 || value > 1)
  if (beyond !== undefined) {
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to 1` }
  }
  const shapes: DialectShape[] = []
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of groups) {
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    const a = toPixel(x1, y1, size, form.frame)
    const b = toPixel(x2, y2, size, form.frame)
    shapes.push({ kind: 'box', x1: a.x, y1: a.y, x2: b.x, y2: b.y })
  }
  const outside = outsideWarning(shapes, size, halfStep(size, form))
  return { kind: 'shapes', shapes, warnings: outside === null ? [] : [outside] }
}

function encode(shapes: readonly DialectShape[], size: Size, form: Form): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'LLaVA', onlyBoxes)
  if (loss !== null) return err(loss)
  return ok(shapes.map((shape) => llavaList(shape, size, form.frame, form.decimals)).join(', '))
}

type Variant = Form & {
  readonly id: string
  readonly title: string
  readonly words: string
  readonly paper: string
  readonly uncertain?: string
  readonly note?: string
  readonly tiles?: (size: Size) => PixelBox[]
  readonly can: Capabilities
  readonly template: PromptTemplate
  readonly roles: RegExp
}

function createLlava(variant: Variant): Dialect {
  const parser = (size: Size): SpanParser => bracketParser((groups) => read(groups, size, variant))
  return {
    id: variant.id,
    title: variant.title,
    frame: variant.words,
    source: { paper: variant.paper, code: 'https://github.com/haotian-liu/LLaVA' },
    ...(variant.uncertain === undefined ? {} : { uncertain: variant.uncertain }),
    ...(variant.note === undefined ? {} : { note: variant.note }),
    points: false,
    can: variant.can,
    halfStep: (size) => halfStep(size, variant),
    ...(variant.frame === 'square' ? { area: squareArea } : {}),
    ...(variant.tiles === undefined ? {} : { tiles: variant.tiles }),
    encode: (shapes, size) => encode(shapes, size, variant),
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: (text) =>
      findHazards(text, {
        placeholders: /<(?:\/?[Ii]mage|im_start|im_patch|im_end|s|\/s|unk|pad)>|<\|im_(?:start|end)\|>/g,
        braces: false,
        roles: variant.roles,
      }),
    template: variant.template,
  }
}

const vicunaRoles = /\b(?:USER|ASSISTANT):|\[\/?INST\]/g

/**
 * LLaVA v0: boxes are lines for the text-only model that wrote its data, `person: [0.25, 0.188, 0.517, 0.625]`; the answers never
 * hold any. Source: `playground/data/prompts` of haotian-liu/LLaVA @ c121f0432d.
 */
export const llavaZero: Dialect = createLlava({
  id: 'llava-v0',
  title: 'LLaVA v0 (boxes for a text-only teacher)',
  words: 'Whole picture, each axis by itself; 0 to 1; up to three decimals, rounded half to even',
  paper: '2304.08485',
  note: 'LLaVA v0 itself never saw these boxes: they told a text-only model what stands where while it wrote the data.',
  frame: 'picture',
  decimals: 3,
  can: { asks: onlyBoxes, answers: noShapes, images: 'one', loss: 'answers-and-headers' },
  template: llavaV0,
  roles: /###|\b(?:Human|Assistant):/g,
})

const square = {
  words: 'Square padded with the mean colour, picture centred; 0 to 1 of the long side; up to two decimals',
  paper: '2310.03744',
  uncertain: 'LLaVA ships no code for boxes; the rule is that of its data.',
  frame: 'square',
  decimals: 2,
  can: { asks: onlyBoxes, answers: onlyBoxes, images: 'one', loss: 'answers' },
  template: llavaVicuna,
  roles: vicunaRoles,
} as const

/** LLaVA 1.5: `[0.25, 0.29, 0.52, 0.58]`. LLaVA ships no code for boxes; the rule is that of its data (medium confidence). */
export const llava15: Dialect = createLlava({ ...square, id: 'llava-1.5', title: 'LLaVA 1.5' })

/** The canvases of the released 1.6 models, and the side of a tile. */
const canvases = [
  { width: 336, height: 672 },
  { width: 672, height: 336 },
  { width: 672, height: 672 },
  { width: 1008, height: 336 },
  { width: 336, height: 1008 },
]
const tileSide = 336

/** The tiles as parts of the upright picture; they reach into the padding. */
function tiles(size: Size): PixelBox[] {
  const { resized, left, top, columns, rows } = tileLayout(size, canvases, tileSide)
  const [across, down] = [size.width / resized.width, size.height / resized.height]
  return Array.from({ length: columns * rows }, (_, index) => {
    const x = ((index % columns) * tileSide - left) * across
    const y = (Math.floor(index / columns) * tileSide - top) * down
    return { x1: x, y1: y, x2: x + tileSide * across, y2: y + tileSide * down }
  })
}

/** LLaVA 1.6: nothing says which frame its boxes were trained in; the text of 1.5 is the best guess. */
export const llava16: Dialect = createLlava({
  ...square,
  id: 'llava-1.6',
  title: 'LLaVA 1.6 (NeXT)',
  words: `${square.words}. Not verified: the frame of 1.6 is not documented`,
  uncertain: 'Nothing says which frame its boxes were trained in; the text of 1.5 is the best guess.',
  note: 'It looks at the picture in tiles beside a small view of the whole; the numbers do not change with them.',
  tiles,
})
