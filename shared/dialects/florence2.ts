import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type {
  Dialect,
  DialectShape,
  EncodeLoss,
  MentionContext,
  SpanParser,
  SpanProblem,
  SpanWarning,
} from './dialect.ts'
import { findTokens } from './hazards.ts'
import { shapeNumbers } from './mention.ts'
import { type Found, literalAt, type PlaceReader, plain, type Reading, scanParser } from './scan-parser.ts'
import { boxesAndPolygons, checkShapes, onlyBoxes } from './shape-kinds.ts'

const bins = 1000
const polyOpen = '<poly>'
const polyNext = '<sep>'
const polyClose = '</poly>'
const token = /<loc_(\d{1,4})>/y
/** The longest text before location tokens that is held back as their phrase. */
const longestPhrase = 4000

/**
 * Location tokens of x, y, x, y, … in pixels: divided by the bin's width and floored in float32, as torch does, so that an exact edge
 * may fall one bin lower (112 of 224 is 499); kept within 0..999.
 */
export function florenceTokens(numbers: readonly number[], size: Size): string {
  return numbers
    .map((value, index) => {
      const width = Math.fround((index % 2 === 0 ? size.width : size.height) / bins)
      const bin = Math.floor(Math.fround(Math.fround(value) / width))
      return `<loc_${Math.min(Math.max(bin, 0), bins - 1) || 0}>`
    })
    .join('')
}

/** The middle of a bin in pixels, in float32 as the original processor computes it. */
export function florencePixel(bin: number, full: number): number {
  return Math.fround(Math.fround(bin + 0.5) * Math.fround(full / bins))
}

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Florence-2', boxesAndPolygons)
  if (loss !== null) return err(loss)
  const phrase = context?.phrase ?? ''
  if (phrase.includes('<')) {
    return err({ code: 'unsafe-label', message: `“${phrase}” holds a <, where Florence-2 would end the phrase` })
  }
  const written = shapes.map((shape) => {
    const tokens = florenceTokens(shapeNumbers(shape), size)
    return shape.kind === 'polygon' ? `<poly>${tokens}</poly>` : tokens
  })
  return ok(phrase + written.join(''))
}

function boxOf(group: readonly number[], size: Size): DialectShape {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = group
  return {
    kind: 'box',
    x1: florencePixel(x1, size.width),
    y1: florencePixel(y1, size.height),
    x2: florencePixel(x2, size.width),
    y2: florencePixel(y2, size.height),
  }
}

function problemOf(group: readonly number[]): { code: 'out-of-range' | 'corners-swapped'; message: string } | null {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = group
  const beyond = group.find((bin) => bin >= bins)
  if (beyond !== undefined) return { code: 'out-of-range', message: `${beyond} is outside 0 to ${bins - 1}` }
  if (x2 < x1) return { code: 'corners-swapped', message: `x2 ${x2} is smaller than x1 ${x1}` }
  if (y2 < y1) return { code: 'corners-swapped', message: `y2 ${y2} is smaller than y1 ${y1}` }
  return null
}

type Run = { readonly shapes: readonly DialectShape[]; readonly end: number; readonly isApart: boolean }
type BadRun = { readonly code: SpanProblem; readonly message: string; readonly end: number }

/** The rings between `<poly>` and `</poly>`, which stand at `at`; an odd number at the end of a ring is a mistake here, upstream drops it. */
function polygonAt(text: string, at: number, final: boolean, size: Size): Run | BadRun | 'wait' {
  const rings: number[][] = [[]]
  let from = at + polyOpen.length
  for (;;) {
    const run = runAt(text, from, final)
    if (run === 'wait') return 'wait'
    rings.at(-1)?.push(...run.map((one) => one.bin))
    from = run.at(-1)?.end ?? from
    const isNext = literalAt(text, from, polyNext, final)
    const isEnd = literalAt(text, from, polyClose, final)
    if (isNext === true) {
      rings.push([])
      from += polyNext.length
    } else if (isEnd === true) {
      from += polyClose.length
      break
    } else if (isNext === 'wait' || isEnd === 'wait') return 'wait'
    else return { code: 'unclosed', message: `the closing ${polyClose} is missing`, end: from }
  }
  const beyond = rings.flat().find((bin) => bin >= bins)
  if (beyond !== undefined) {
    return { code: 'out-of-range', message: `${beyond} is outside 0 to ${bins - 1}`, end: from }
  }
  const odd = rings.find((ring) => ring.length < 6 || ring.length % 2 === 1)
  if (odd !== undefined) {
    const message = `${odd.length} number${odd.length === 1 ? '' : 's'}: a polygon has two for each of three corners or more`
    return { code: 'wrong-count', message, end: from }
  }
  const shapes = rings.map((ring): DialectShape => {
    const corner = (i: number) => ({
      x: florencePixel(ring[2 * i] ?? 0, size.width),
      y: florencePixel(ring[2 * i + 1] ?? 0, size.height),
    })
    return { kind: 'polygon', points: Array.from({ length: ring.length / 2 }, (_, i) => corner(i)) }
  })
  return { shapes, end: from, isApart: rings.length > 1 }
}

/** The polygons that begin at `begin`, with the phrase between `at` and there. */
function polygonsAt(text: string, at: number, begin: number, final: boolean, size: Size): Reading {
  const found: Found[] = []
  let start = at
  for (let from = begin; ; ) {
    const isPolygon = literalAt(text, from, polyOpen, final)
    if (isPolygon === 'wait') return 'wait'
    if (!isPolygon) return found
    const polygon = polygonAt(text, from, final, size)
    if (polygon === 'wait') return 'wait'
    const last = found.at(-1)
    const warnings: SpanWarning[] = []
    if (!('code' in polygon) && polygon.isApart) {
      warnings.push({
        code: 'rings-apart',
        message: 'one object has several outlines here; each is a polygon of its own',
      })
    }
    if ('code' in polygon) found.push({ kind: 'malformed', start, ...polygon })
    else if (last?.kind === 'mention') {
      found[found.length - 1] = {
        ...last,
        end: polygon.end,
        shapes: [...last.shapes, ...polygon.shapes],
        warnings: last.warnings.length > 0 ? last.warnings : warnings,
      }
    } else {
      const phrase = start === at && begin > at ? { phrase: text.slice(at, begin) } : {}
      found.push({ kind: 'mention', start, end: polygon.end, shapes: polygon.shapes, warnings, ...phrase })
    }
    from = polygon.end
    start = from
  }
}

/** The run of location tokens at `at`: bins with the end of each; `wait` while it may go on. */
function runAt(text: string, at: number, final: boolean): { bin: number; end: number }[] | 'wait' {
  const run: { bin: number; end: number }[] = []
  let from = at
  for (;;) {
    token.lastIndex = from
    const match = token.exec(text)
    if (match === null) break
    from += match[0].length
    run.push({ bin: Number(match[1]), end: from })
  }
  const rest = text.slice(from, from + 10)
  const isOpen = from + rest.length === text.length && /^(?:<(?:l(?:o(?:c(?:_\d{0,4})?)?)?)?)?$/.test(rest)
  return isOpen && !final ? 'wait' : run
}

function reader(size: Size): PlaceReader {
  return (text, at, final) => {
    const reach = text.slice(at, at + longestPhrase)
    const bracket = reach.indexOf('<')
    if (bracket < 0) return reach.length < longestPhrase && !final ? 'wait' : plain(at, at + reach.length)
    const isPolygon = literalAt(text, at + bracket, polyOpen, final)
    if (isPolygon === true) return polygonsAt(text, at, at + bracket, final, size)
    const run = runAt(text, at + bracket, final)
    if (isPolygon === 'wait' || run === 'wait') return 'wait'
    if (run.length === 0) return plain(at, at + bracket + 1)
    const found: Found[] = []
    let start = at
    for (let index = 0; index < run.length; index += 4) {
      const part = run.slice(index, index + 4)
      const end = part.at(-1)?.end ?? start
      const group = part.map((one) => one.bin)
      const last = found.at(-1)
      const message = `${part.length} number${part.length === 1 ? '' : 's'}: a box has 4`
      const problem = part.length < 4 ? { code: 'wrong-count' as const, message } : problemOf(group)
      if (problem !== null) found.push({ kind: 'malformed', start, end, ...problem })
      else if (last?.kind === 'mention') {
        found[found.length - 1] = { ...last, end, shapes: [...last.shapes, boxOf(group, size)] }
      } else {
        const phrase = start === at && bracket > 0 ? { phrase: reach.slice(0, bracket) } : {}
        found.push({ kind: 'mention', start, end, shapes: [boxOf(group, size)], warnings: [], ...phrase })
      }
      start = end
    }
    return found
  }
}

function createParser(size: Size): SpanParser {
  return scanParser(/./gs, reader(size))
}

/**
 * Florence-2: the phrase, then four location tokens for each of its boxes, with nothing between, or `<poly>` with those of the corners of
 * a polygon (upstream leaves the marks out where a phrase has a single one; its reader takes both). A thousand bins on each axis,
 * floored; read back as the middle of the bin. All text since the last token is the phrase, as upstream reads it. Sources:
 * `processing_florence2.py` (mirror @ 0c2fdd9), transformers 5.23.0.
 */
export const florence2: Dialect = {
  id: 'florence2',
  title: 'Florence-2',
  frame: 'Whole picture, each axis by itself; 1000 bins, rounded down; read as the middle of the bin',
  source: { paper: '2311.06242', code: 'https://huggingface.co/microsoft/Florence-2-large' },
  points: false,
  can: {
    asks: onlyBoxes,
    answers: boxesAndPolygons,
    images: 'one',
    loss: 'answers',
  },
  phrases: 'blank-outside',
  halfStep: (size) => ({ x: size.width / bins / 2, y: size.height / bins / 2 }),
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, /<(?:loc_\d+|\/?poly|sep|\/?s|pad|[A-Z]+(?:_[A-Z]+)*)>/g),
  template: { system: '', user: '{text}', assistant: '{text}</s>', image: '<image>', imagePlacement: 'front' },
}
