import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanProblem, SpanWarning } from './dialect.ts'
import { checkWords, findHazards } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { literalAt, type PlaceReader, plain, type Reading, scanParser } from './scan-parser.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'

const steps = 100
const delimiter = '<delim>'
const phraseOpen = '<p>'
const phraseClose = '</p>'
const marks = /<(?:image|\/?Img|ImageHere|\/?p|delim|s|\/s|unk|-?\d+)>/g
/** How far a closing tag is looked for. */
const reach = 600

/** A box as MiniGPT-v2 writes it: hundredths of each axis, truncated toward zero, not clamped (100 and negative numbers appear). */
export function minigptText(shape: DialectShape, size: Size): string {
  const numbers = shapeNumbers(shape).map(
    (value, i) => Math.trunc((value / (i % 2 === 0 ? size.width : size.height)) * steps) || 0,
  )
  return `{${numbers.map((value) => `<${value}>`).join('')}}`
}

/**
 * Words as MiniGPT-v2's text processor leaves them: lower case, some marks become blanks, runs of blanks one, at most 50 words. Source:
 * `blip_processors.py` of Vision-CAIR/MiniGPT-4 @ d94738a762, written anew.
 */
export function minigptWords(text: string): string {
  const plainText = text
    .toLowerCase()
    .replace(/[.!"()*#:;~]/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .replace(/\n+$/, '')
    .replace(/^ +| +$/g, '')
  return plainText.split(' ').slice(0, 50).join(' ')
}

function encode(shapes: readonly DialectShape[], size: Size, phrase: string | undefined): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'MiniGPT-v2', onlyBoxes)
  if (loss !== null) return err(loss)
  const text = shapes.map((shape) => minigptText(shape, size)).join(delimiter)
  if (/Infinity|\de/.test(text)) return err({ code: 'outside-image', message: 'a coordinate is too far outside' })
  const unsafe = checkWords(phrase === undefined ? [] : [phrase], [marks, /[{}]/], 'MiniGPT-v2')
  if (unsafe !== null) return err(unsafe)
  return ok(phrase === undefined ? text : `${phraseOpen}${phrase}${phraseClose} ${text}`)
}

function halfStep(size: Size): { x: number; y: number } {
  return { x: size.width / steps / 2, y: size.height / steps / 2 }
}

/** The middle of a step of a truncated number; 100 is the very edge. */
function toPixel(value: number, side: number): number {
  return ((value < steps ? value + 0.5 : value) / steps) * side
}

type Problem = { readonly code: SpanProblem; readonly message: string }

function readBox(text: string, size: Size): DialectShape | Problem {
  const content = text.slice(1, -1).replace(/\s/g, '')
  if (!/^(?:<[^<>]*>)+$/.test(content)) return { code: 'not-a-number', message: 'a box is written {<x1><y1><x2><y2>}' }
  const parts = content.slice(1, -1).split('><')
  const bad = parts.find((part) => !/^-?\d+$/.test(part))
  if (bad !== undefined) return { code: 'not-a-number', message: `“${bad}” is no whole number` }
  if (parts.length !== 4) {
    return { code: 'wrong-count', message: `${parts.length} number${parts.length === 1 ? '' : 's'}: a box has 4` }
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = parts.map(Number)
  const beyond = [x1, y1, x2, y2].find((value) => value < 0 || value > steps)
  if (beyond !== undefined) return { code: 'out-of-range', message: `${beyond} is outside 0 to ${steps}` }
  const swapped = swappedProblem({ x1, y1, x2, y2 })
  if (swapped?.kind === 'problem') return { code: swapped.code, message: swapped.message }
  const [left, top] = [toPixel(x1, size.width), toPixel(y1, size.height)]
  return { kind: 'box', x1: left, y1: top, x2: toPixel(x2, size.width), y2: toPixel(y2, size.height) }
}

type Braces = { readonly end: number; readonly isClosed: boolean } | 'wait' | null

/** The braces at a place, when numbers in angle brackets stand in them. */
function bracesAt(text: string, at: number, final: boolean): Braces {
  const region = text.slice(at, at + reach)
  const body = /^\{\s*(?:<[^<>{}\n]{0,12}>\s*)*/.exec(region)?.[0]
  if (body === undefined) return null
  const rest = region.slice(body.length)
  const isOpen = rest === '' || /^<[^<>{}\n]{0,12}$/.test(rest)
  if (isOpen && region.length < reach && !final) return 'wait'
  if (!/<\s*-?\d/.test(body)) return null
  return rest.startsWith('}')
    ? { end: at + body.length + 1, isClosed: true }
    : { end: at + body.trimEnd().length, isClosed: false }
}

function boxesAt(text: string, at: number, from: number, final: boolean, size: Size): Reading | null {
  const shapes: DialectShape[] = []
  let isSpaced = false
  for (let begin = from; ; ) {
    const braces = bracesAt(text, begin, final)
    if (braces === 'wait') return 'wait'
    if (braces === null) return null
    const { end, isClosed } = braces
    if (!isClosed) {
      return [{ kind: 'malformed', start: at, end, code: 'unclosed', message: 'the closing brace is missing' }]
    }
    const shape = readBox(text.slice(begin, end), size)
    if ('code' in shape) return [{ kind: 'malformed', start: at, end, ...shape }]
    shapes.push(shape)
    isSpaced ||= /\s/.test(text.slice(begin, end))
    const more = literalAt(text, end, `${delimiter}{`, final)
    if (more === 'wait') return 'wait'
    if (!more) return [{ kind: 'mention', start: at, end, shapes, warnings: warningsOf(shapes, size, isSpaced) }]
    const next = bracesAt(text, end + delimiter.length, final)
    if (next === 'wait') return 'wait'
    if (next === null)
      return [{ kind: 'mention', start: at, end, shapes, warnings: warningsOf(shapes, size, isSpaced) }]
    begin = end + delimiter.length
  }
}

function warningsOf(shapes: readonly DialectShape[], size: Size, isSpaced: boolean): SpanWarning[] {
  const warnings: SpanWarning[] = []
  if (isSpaced) {
    const message = 'MiniGPT-v2 writes no blanks in a box; its demo colours the words only without them'
    warnings.push({ code: 'upstream-unread', message })
  }
  const outside = outsideWarning(shapes, size, halfStep(size))
  if (outside !== null) warnings.push(outside)
  return warnings
}

function phraseAt(text: string, at: number, final: boolean, size: Size): Reading {
  const begin = at + phraseOpen.length
  const region = text.slice(begin, begin + reach)
  const close = region.indexOf(phraseClose)
  const next = region.search(/<p>|[{}\n]/)
  if (close < 0 || (next >= 0 && next < close)) {
    if (close < 0 && next < 0 && region.length < reach && !final) return 'wait'
    const message = `the closing ${phraseClose} is missing`
    return [{ kind: 'malformed', start: at, end: begin, code: 'unclosed', message }]
  }
  const words = begin + close
  const after = words + phraseClose.length
  const from = literalAt(text, after, ' ', final) === true ? after + 1 : after
  const isBox = literalAt(text, from, '{', final)
  if (isBox === 'wait') return 'wait'
  const reading = isBox ? boxesAt(text, at, from, final, size) : null
  if (reading === 'wait') return 'wait'
  if (reading === null) {
    return [{ kind: 'malformed', start: at, end: after, code: 'wrong-count', message: 'the phrase has no box' }]
  }
  const [only] = reading
  return only?.kind === 'mention' ? [{ ...only, phrase: text.slice(begin, words) }] : reading
}

function reader(size: Size): PlaceReader {
  return (text, at, final) => {
    if (text.charAt(at) === '{') return boxesAt(text, at, at, final, size) ?? plain(at, at + 1)
    const isPhrase = literalAt(text, at, phraseOpen, final)
    if (isPhrase === 'wait') return 'wait'
    return isPhrase ? phraseAt(text, at, final, size) : plain(at, at + 1)
  }
}

function parser(size: Size): SpanParser {
  return scanParser(/[<{]/g, reader(size))
}

/**
 * MiniGPT-v2: `{<25><18><51><62>}`, hundredths of each axis of the whole picture, truncated, `<delim>` between boxes, the words they
 * belong to in `<p>…</p>`. Source: Vision-CAIR/MiniGPT-4 @ d94738a762. Reading takes the middle of a step.
 */
export const minigptV2: Dialect = {
  id: 'minigpt-v2',
  title: 'MiniGPT-v2',
  frame: 'Whole picture, each axis by itself; 0 to 100; truncated',
  source: { paper: '2310.09478', code: 'https://github.com/Vision-CAIR/MiniGPT-4' },
  points: false,
  can: {
    asks: onlyBoxes,
    answers: onlyBoxes,
    images: 'one',
    loss: 'answers',
  },
  phrases: 'blank-outside',
  halfStep,
  encode: (shapes, size, context) => encode(shapes, size, context?.phrase),
  parser,
  decode: (text, size) => readAll(parser(size), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: marks,
      braces: true,
      roles: /\[\/?INST\]|\[(?:vqa|refer|identify|grounding|detection|caption)\]/g,
    }),
  template: {
    system: '',
    user: '<s>[INST] {text} [/INST]',
    assistant: '{text}',
    image: '<Img><image></Img> ',
    imagePlacement: 'turn-start',
  },
}
