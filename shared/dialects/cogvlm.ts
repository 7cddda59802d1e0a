import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanProblem, SpanWarning } from './dialect.ts'
import { findHazards } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { literalAt, type PlaceReader, plain, type Reading, scanParser } from './scan-parser.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'

const steps = 1000
const digits = 3
/** How far the end of broken coordinates is looked for. */
const reach = 400

function thousandth(pixel: number, side: number): string {
  const step = Math.trunc((pixel / side) * steps)
  return String(Math.min(Math.max(step, 0), steps - 1) || 0).padStart(digits, '0')
}

function encode(shapes: readonly DialectShape[], size: Size): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'CogVLM', onlyBoxes)
  if (loss !== null) return err(loss)
  const groups = shapes.map((shape) =>
    shapeNumbers(shape)
      .map((value, i) => thousandth(value, i % 2 === 0 ? size.width : size.height))
      .join(','),
  )
  return ok(`[[${groups.join(';')}]]`)
}

/** The middle of a step of a truncated number; 1000 is the very edge, a decimal number means itself. */
function toPixel(value: number, side: number): number {
  return ((value < steps && Number.isInteger(value) ? value + 0.5 : value) / steps) * side
}

function halfStep(size: Size): { x: number; y: number } {
  return { x: size.width / steps / 2, y: size.height / steps / 2 }
}

type Reader = { readonly shapes: DialectShape[]; readonly warnings: SpanWarning[] } | Problem
type Problem = { readonly code: SpanProblem; readonly message: string }

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

function readContent(content: string, isDouble: boolean, size: Size): Reader {
  const texts = content.split(';').map((group) => group.split(',').map((part) => part.trim()))
  const bad = texts.flat().find((part) => !number.test(part))
  if (bad !== undefined) {
    const message = bad === '' ? 'a number is missing beside a separator' : `“${bad}” is not a number`
    return { code: 'not-a-number', message }
  }
  const groups = texts.map((group) => group.map(Number))
  const odd = groups.find((group) => group.length !== 4)
  if (odd !== undefined) {
    return { code: 'wrong-count', message: `${odd.length} number${odd.length === 1 ? '' : 's'}: a box has 4` }
  }
  const beyond = groups.flat().find((value) => value < 0 || value > steps)
  if (beyond !== undefined) return { code: 'out-of-range', message: `${beyond} is outside 0 to ${steps}` }
  const shapes: DialectShape[] = []
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of groups) {
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped?.kind === 'problem') return { code: swapped.code, message: swapped.message }
    const [left, top] = [toPixel(x1, size.width), toPixel(y1, size.height)]
    shapes.push({ kind: 'box', x1: left, y1: top, x2: toPixel(x2, size.width), y2: toPixel(y2, size.height) })
  }
  const warnings: SpanWarning[] = []
  if (!isDouble || !/^[\d,;]+$/.test(content)) {
    warnings.push({ code: 'upstream-unread', message: 'CogVLM’s own reader would not take this for a box' })
  }
  if (content.includes('.') && groups.flat().every((value) => value <= 1)) {
    warnings.push({ code: 'scale-unlikely', message: 'these look like 0 to 1, but this dialect counts thousandths' })
  }
  const outside = outsideWarning(shapes, size, halfStep(size))
  if (outside !== null) warnings.push(outside)
  return { shapes, warnings }
}

function reader(size: Size): PlaceReader {
  return (text, at, final): Reading => {
    const isDouble = literalAt(text, at, '[[', final)
    if (isDouble === 'wait') return 'wait'
    const begin = at + (isDouble ? 2 : 1)
    const region = text.slice(begin, begin + reach)
    const stop = region.search(/[[\]\n]/)
    if (stop < 0 && region.length < reach && !final) return 'wait'
    const content = stop < 0 ? region : region.slice(0, stop)
    const isCoordinates = (content.match(/\d\s*[,;]/g) ?? []).length >= 2
    if (!isCoordinates) return plain(at, begin)
    const inside = begin + content.length
    const isClosed = literalAt(text, inside, isDouble ? ']]' : ']', final)
    if (isClosed === 'wait') return 'wait'
    if (!isDouble && (!isClosed || (content.match(/,/g) ?? []).length !== 3)) return plain(at, begin)
    if (!isClosed) {
      const numeric = /^[\d.,;+\-\s]*/.exec(content)?.[0] ?? ''
      const end = begin + numeric.trimEnd().length
      return [{ kind: 'malformed', start: at, end, code: 'unclosed', message: 'the closing brackets are missing' }]
    }
    const end = inside + (isDouble ? 2 : 1)
    const read = readContent(content, isDouble, size)
    if ('code' in read) return isDouble ? [{ kind: 'malformed', start: at, end, ...read }] : plain(at, begin)
    return [{ kind: 'mention', start: at, end, ...read }]
  }
}

function parser(size: Size): SpanParser {
  return scanParser(/\[/g, reader(size))
}

/**
 * CogVLM-grounding: `[[250,187,516,625]]`, thousandths of each axis of the whole picture in three digits, `;` between boxes. The writer
 * was never published (THUDM/CogVLM @ f7283b2c8d): we truncate, and keep three digits by clamping to 0..999. Reading takes the middle of
 * a step. The released model takes one question without the turns before it.
 */
export const cogvlm: Dialect = {
  id: 'cogvlm-grounding',
  title: 'CogVLM-grounding',
  frame: 'Whole picture, each axis by itself; 000 to 999; truncated (rounding not published)',
  source: { paper: '2311.03079', code: 'https://github.com/THUDM/CogVLM' },
  uncertain: 'The writer was never published: whether it truncates or rounds is not known.',
  note: 'The released model takes one question without the turns before it.',
  points: false,
  can: {
    asks: onlyBoxes,
    answers: onlyBoxes,
    images: 'one',
    loss: 'answers',
  },
  halfStep,
  encode,
  parser,
  decode: (text, size) => readAll(parser(size), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: /<(?:image|EOI|expr|objs|question|s|\/s|unk)>/g,
      braces: false,
      roles: /\[\/?INST\]|\b(?:Question|Answer):/g,
    }),
  template: { system: '', user: '{text}', assistant: '{text}', image: '<image>', imagePlacement: 'front' },
}
