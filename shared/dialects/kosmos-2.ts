import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser, SpanProblem } from './dialect.ts'
import { checkWords, findHazards } from './hazards.ts'
import {
  type CellPair,
  cellBox,
  hfCells,
  type KosmosRule,
  kosmosCells,
  patchToken,
  trainingCells,
} from './kosmos-cells.ts'
import { shapeNumbers, swappedProblem } from './mention.ts'
import { type Found, literalAt, type PlaceReader, plain, type Reading, scanParser } from './scan-parser.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'

const delimiter = '</delimiter_of_multi_objects/>'
const phraseOpen = '<phrase>'
const phraseClose = '</phrase>'
const objectOpen = '<object>'
const objectClose = '</object>'
/** The readers take out everything between angle brackets. */
const tags = /<[^<>\n]*>/g
/** How far a closing tag is looked for. */
const reach = 1000

function cellsOf(shape: DialectShape, size: Size, rule: KosmosRule): Result<CellPair, EncodeLoss> {
  const [left = 0, top = 0, right = 0, bottom = 0] = shapeNumbers(shape)
  const box = [left / size.width, top / size.height, right / size.width, bottom / size.height] as const
  const [x1, y1, x2, y2] = box
  if (x2 < x1 || y2 < y1) return err({ code: 'corners-swapped', message: 'the corners of the box are swapped' })
  const isFlat = x1 === x2 || y1 === y2
  const isOutside = rule === 'hf' ? x1 < 0 || y1 < 0 || x2 > 1 || y2 > 1 : x1 >= 1 || y1 >= 1 || x2 < 0 || y2 < 0
  if (isOutside && !(isFlat && x2 <= 1 && y2 <= 1 && x1 >= 0 && y1 >= 0)) {
    return err({ code: 'outside-image', message: 'the box lies outside the cells of the picture' })
  }
  const cells = rule === 'hf' ? hfCells(box) : trainingCells(box)
  // Float arithmetic can put the far edge of a hair-thin box in the cell before the near one's.
  const far = (value: number): number =>
    rule === 'hf' ? Math.ceil(value * kosmosCells - 1) : Math.floor(Math.min(value, 0.99999) * kosmosCells)
  const isThin = far(x2) < Math.floor(x1 * kosmosCells) || far(y2) < Math.floor(y1 * kosmosCells)
  if (cells === null || isThin || isOutside)
    return err({ code: 'no-area', message: 'the box has no area, so that no cell is its own' })
  return ok(cells)
}

function encode(
  shapes: readonly DialectShape[],
  size: Size,
  rule: KosmosRule,
  context: MentionContext | undefined,
): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Kosmos-2', onlyBoxes)
  if (loss !== null) return err(loss)
  const pairs: string[] = []
  for (const shape of shapes) {
    const cells = cellsOf(shape, size, rule)
    if (!cells.ok) return cells
    pairs.push(cells.value.map(patchToken).join(''))
  }
  const unsafe = checkWords(context?.phrase === undefined ? [] : [context.phrase], [tags], 'Kosmos-2')
  if (unsafe !== null) return err(unsafe)
  const phrase = context?.phrase === undefined ? '' : `${phraseOpen}${context.phrase}${phraseClose}`
  return ok(`${phrase}${objectOpen}${pairs.join(delimiter)}${objectClose}`)
}

type Problem = { readonly code: SpanProblem; readonly message: string }

function readPair(text: string, size: Size, rule: KosmosRule): DialectShape | Problem {
  const found = [...text.matchAll(/<patch_index_(-?\d+)>/g)].map((match) => Number(match[1]))
  if (text.replace(/<patch_index_-?\d+>/g, '').trim() !== '') {
    return { code: 'not-a-number', message: 'something else stands among the patch tokens' }
  }
  const [upperLeft, lowerRight] = found
  if (upperLeft === undefined || lowerRight === undefined || found.length > 2) {
    const message = `${found.length} patch token${found.length === 1 ? '' : 's'}: a box has 2`
    return { code: 'wrong-count', message }
  }
  const beyond = found.find((cell) => !(cell >= 0 && cell < kosmosCells ** 2))
  if (beyond !== undefined) return { code: 'out-of-range', message: `${beyond} is outside 0 to 1023` }
  const [x1, y1, x2, y2] = cellBox([upperLeft, lowerRight])
  const swapped = swappedProblem({ x1, y1, x2, y2 })
  if (swapped?.kind === 'problem') return { code: swapped.code, message: swapped.message }
  // An edge on the next cell's border would be that cell's in the training code: a hair inside, it is written as it was read.
  const inset = rule === 'training' ? 1e-6 / kosmosCells : 0
  return {
    kind: 'box',
    x1: x1 * size.width,
    y1: y1 * size.height,
    x2: (x2 - inset) * size.width,
    y2: (y2 - inset) * size.height,
  }
}

function objectAt(text: string, at: number, from: number, final: boolean, size: Size, rule: KosmosRule): Reading {
  const begin = from + objectOpen.length
  const region = text.slice(begin, begin + reach)
  const close = region.indexOf(objectClose)
  const next = region.search(/<(?:phrase|object)>/)
  if (close < 0 || (next >= 0 && next < close)) {
    if (next < 0 && region.length < reach && !final) return 'wait'
    const tokens = /^(?:\s*<(?:patch_index_-?\d+|\/delimiter_of_multi_objects\/)>)*/.exec(region)?.[0] ?? ''
    const end = begin + tokens.length
    return [{ kind: 'malformed', start: at, end, code: 'unclosed', message: `the closing ${objectClose} is missing` }]
  }
  const content = region.slice(0, close)
  const end = begin + close + objectClose.length
  const shapes: DialectShape[] = []
  for (const pair of content.split(delimiter)) {
    const shape = readPair(pair, size, rule)
    if ('code' in shape) return [{ kind: 'malformed', start: at, end, ...shape }]
    shapes.push(shape)
  }
  const message = 'Kosmos-2’s readers do not take patch tokens with blanks between them'
  const warnings = /\s/.test(content) ? [{ code: 'upstream-unread' as const, message }] : []
  const mention: Found = { kind: 'mention', start: at, end, shapes, warnings }
  return from === at
    ? [mention]
    : [{ ...mention, phrase: text.slice(at + phraseOpen.length, from - phraseClose.length) }]
}

function phraseAt(text: string, at: number, final: boolean, size: Size, rule: KosmosRule): Reading {
  const begin = at + phraseOpen.length
  const region = text.slice(begin, begin + reach)
  const close = region.indexOf(phraseClose)
  const next = region.search(/<(?:phrase|object)>/)
  if (close < 0 || (next >= 0 && next < close)) {
    if (next < 0 && region.length < reach && !final) return 'wait'
    return [
      { kind: 'malformed', start: at, end: begin, code: 'unclosed', message: `the closing ${phraseClose} is missing` },
    ]
  }
  const end = begin + close + phraseClose.length
  const isObject = literalAt(text, end, objectOpen, final)
  if (isObject === 'wait') return 'wait'
  if (isObject) return objectAt(text, at, end, final, size, rule)
  return [{ kind: 'malformed', start: at, end, code: 'wrong-count', message: 'the phrase has no box' }]
}

const strayTokens = ['<patch_index_', objectClose, phraseClose, delimiter]

function strayAt(text: string, at: number, final: boolean): Reading {
  for (const begin of strayTokens) {
    const stands = literalAt(text, at, begin, final)
    if (stands === 'wait') return 'wait'
    if (!stands) continue
    let end = at + begin.length
    if (begin === '<patch_index_') {
      const rest = text.slice(end, end + 12)
      const digits = /^-?\d{1,9}>/.exec(rest)
      if (digits === null && !final && /^-?\d{0,9}$/.test(rest)) return 'wait'
      if (digits === null) return plain(at, at + 1)
      end += digits[0].length
    }
    return [{ kind: 'malformed', start: at, end, code: 'unclosed', message: 'the tag in front of it is missing' }]
  }
  return plain(at, at + 1)
}

function reader(size: Size, rule: KosmosRule): PlaceReader {
  return (text, at, final) => {
    const isPhrase = literalAt(text, at, phraseOpen, final)
    const isObject = literalAt(text, at, objectOpen, final)
    if (isPhrase === 'wait' || isObject === 'wait') return 'wait'
    if (isPhrase) return phraseAt(text, at, final, size, rule)
    if (isObject) return objectAt(text, at, at, final, size, rule)
    return strayAt(text, at, final)
  }
}

function createKosmos(rule: KosmosRule, id: string, title: string, frame: string): Dialect {
  const parser = (size: Size): SpanParser => scanParser(/</g, reader(size, rule))
  return {
    id,
    title,
    frame,
    source: { paper: '2306.14824', code: 'https://github.com/microsoft/unilm' },
    points: false,
    can: {
      asks: onlyBoxes,
      answers: onlyBoxes,
      images: 'one',
      loss: 'all-text',
    },
    phrases: 'blank-inside',
    halfStep: (size) => ({ x: size.width / kosmosCells / 2, y: size.height / kosmosCells / 2 }),
    encode: (shapes, size, context) => encode(shapes, size, rule, context),
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: (text) => findHazards(text, { placeholders: tags, braces: false, roles: /\b(?:Question|Answer):/g }),
    template: {
      system: '<grounding>',
      user: ' Question: {text} Answer:',
      assistant: ' {text}',
      image: '<image>',
      imagePlacement: 'front',
    },
  }
}

/**
 * Kosmos-2 as Hugging Face's processor counts cells (transformers 5.23.0): 32 by 32, each axis of the picture by itself, an edge on a
 * border belongs to the cell before it. Boxes that stick out or have no area are refused: their tokens would not exist. Reading gives
 * what that library shows: centres of cells, whole cells for a box of one row or column.
 */
export const kosmos2: Dialect = createKosmos(
  'hf',
  'kosmos-2',
  'Kosmos-2',
  'Whole picture, each axis by itself; 32 by 32 cells, an edge on a border belongs to the cell before it',
)

/**
 * Kosmos-2 as its training code counts cells (microsoft/unilm @ 768a3c873f): clamped, an edge on a border belongs to the next cell. The
 * loader cuts out the middle of the picture first; rows hold boxes of the whole one, so that is `kosmosTrainingCrop`'s.
 */
export const kosmos2Training: Dialect = createKosmos(
  'training',
  'kosmos-2-training',
  'Kosmos-2 (training code)',
  'Whole picture (training cuts out its middle square first), each axis by itself; 32 by 32 cells, an edge on a border belongs to the next',
)
