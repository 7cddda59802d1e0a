import type { PixelBox, Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, bracketParser, readAll } from './bracket-parser.ts'
import { chatspotReads } from './chatspot-upstream.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanWarning } from './dialect.ts'
import { findHazards, vicunaSystem } from './hazards.ts'
import { outsideWarning, swappedProblem } from './mention.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'

/** How MMGPT makes its square picture: padded at the right and bottom (`pad`) or squeezed per axis (`resize`). */
export type ChatspotMode = 'pad' | 'resize'

const steps = 1000

/** The pixels that stand for 1000 on each axis. */
function scale(size: Size, mode: ChatspotMode): Size {
  if (mode === 'resize') return size
  const side = Math.max(size.width, size.height)
  return { width: side, height: side }
}

/**
 * One corner's number: clamp and quotient in float32, the product in double, truncated. That is what NumPy 1.x makes of the
 * upstream expression, so that 60 of 1000 pixels is 059.
 */
function thousandths(pixel: number, limit: number, full: number): string {
  const clamped = Math.fround(Math.min(Math.max(pixel, 0), limit))
  const quotient = Math.fround(clamped / Math.fround(full))
  return String(Math.trunc(quotient * steps)).padStart(3, '0')
}

/** A box as MMGPT's rows hold it: left, top, width, height in pixels of the upright picture. */
export type RowBox = readonly [x: number, y: number, width: number, height: number]

/** The row form of a box given by its corners. */
export function rowBox(box: PixelBox): RowBox {
  return [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1]
}

/** The text that MMGPT's loader puts in place of one `<box>`. Width and height are added in float32, then everything is clamped. */
export function writeRowBox(box: RowBox, size: Size, mode: ChatspotMode): string {
  const [x1, y1, width, height] = [Math.fround(box[0]), Math.fround(box[1]), Math.fround(box[2]), Math.fround(box[3])]
  const full = scale(size, mode)
  const across = (value: number): string => thousandths(value, size.width, full.width)
  const down = (value: number): string => thousandths(value, size.height, full.height)
  return `[${across(x1)}, ${down(y1)}, ${across(Math.fround(x1 + width))}, ${down(Math.fround(y1 + height))}]`
}

function encode(shapes: readonly DialectShape[], size: Size, mode: ChatspotMode): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'ChatSpot', onlyBoxes)
  if (loss !== null) return err(loss)
  const texts: string[] = []
  for (const shape of shapes) {
    if (shape.kind !== 'box') continue
    const text = writeRowBox(rowBox(shape), size, mode)
    if (text.includes('NaN')) return err({ code: 'not-finite', message: 'a coordinate is beyond what float32 holds' })
    texts.push(text)
  }
  return ok(texts.join(' '))
}

function halfStep(size: Size, mode: ChatspotMode): { x: number; y: number } {
  const full = scale(size, mode)
  return { x: full.width / steps / 2, y: full.height / steps / 2 }
}

/** Truncation put everything of a step on its lower edge, so the middle is the best guess; 1000 is the very edge. */
function toPixel(value: number, full: number): number {
  return (value < steps ? Math.min(value + 0.5, steps) / steps : 1) * full
}

function read(groups: readonly (readonly number[])[], bracket: string, size: Size, mode: ChatspotMode): BracketReading {
  const odd = groups.find((group) => group.length !== 4)
  if (odd !== undefined) {
    const numbers = `${odd.length} number${odd.length === 1 ? '' : 's'}`
    return { kind: 'problem', code: 'wrong-count', message: `${numbers}: a box has 4` }
  }
  const beyond = groups.flat().find((value) => value < 0 || value > steps)
  if (beyond !== undefined) {
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to ${steps}` }
  }
  const full = scale(size, mode)
  const shapes: DialectShape[] = []
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of groups) {
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    shapes.push({
      kind: 'box',
      x1: toPixel(x1, full.width),
      y1: toPixel(y1, full.height),
      x2: toPixel(x2, full.width),
      y2: toPixel(y2, full.height),
    })
  }
  const warnings: SpanWarning[] = []
  if (!chatspotReads(bracket)) {
    warnings.push({ code: 'upstream-unread', message: 'MMGPT’s own reader would not take this for a box' })
  }
  if (/\.\d/.test(bracket) && groups.flat().every((value) => value <= 1)) {
    warnings.push({ code: 'scale-unlikely', message: 'these look like 0 to 1, but this dialect counts thousandths' })
  }
  const outside = outsideWarning(shapes, size, halfStep(size, mode))
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes, warnings }
}

/**
 * ChatSpot as the MMGPT framework writes it (Ahnsun/merlin @ 818d2b9a4e; ChatSpot published no code): thousandths, truncated, three
 * digits, one bracket for each box. Boxes are clamped to the picture first. Reading takes the middle of a step, so that writing it
 * again gives the same text; the framework itself reads the lower edge.
 */
function createChatspot(mode: ChatspotMode): Dialect {
  const parser = (size: Size): SpanParser => bracketParser((groups, bracket) => read(groups, bracket, size, mode))
  const frames = {
    pad: 'Square padded at the right and bottom; 0 to 1000 of the long side; truncated',
    resize: 'Whole picture, each axis by itself; 0 to 1000; truncated',
  }
  return {
    id: `chatspot-${mode}`,
    title: mode === 'pad' ? 'ChatSpot (MMGPT, padded)' : 'ChatSpot (MMGPT, resized)',
    frame: frames[mode],
    source: { paper: '2307.09474', code: 'https://github.com/Ahnsun/merlin' },
    uncertain: 'ChatSpot published no code; the rule is that of MMGPT, the framework it was made with.',
    points: false,
    can: {
      asks: onlyBoxes,
      answers: onlyBoxes,
      images: 'several',
      loss: 'answers',
    },
    ...(mode === 'pad' ? { area: cornerSquare } : {}),
    halfStep: (size) => halfStep(size, mode),
    encode: (shapes, size) => encode(shapes, size, mode),
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: (text) =>
      findHazards(text, { placeholders: /<(?:image|box|im_start|im_patch|im_end|s|\/s|unk|pad)>/g, braces: false }),
    template: {
      system: vicunaSystem,
      user: 'USER: {text} ASSISTANT:',
      assistant: ' {text}</s>',
      image: 'Given an image\n<image>. ',
    },
  }
}

/** The square with the picture in its upper left corner. */
function cornerSquare(size: Size): PixelBox {
  const side = Math.max(size.width, size.height)
  return { x1: 0, y1: 0, x2: side, y2: side }
}

/** ChatSpot for models trained with `image_aspect_ratio: pad`. */
export const chatspotPad: Dialect = createChatspot('pad')
/** ChatSpot for models trained with `resize`, as the released fine-tuning was: the one to export for. */
export const chatspotResize: Dialect = createChatspot('resize')
