import { plainNumbers } from './bracket-numbers.ts'
import type { DialectShape, Span, SpanParser, SpanProblem, SpanWarning } from './dialect.ts'

/** What a dialect makes of the numbers of one bracket: shapes, or why they are none. */
export type BracketReading =
  | { readonly kind: 'shapes'; readonly shapes: readonly DialectShape[]; readonly warnings: readonly SpanWarning[] }
  | { readonly kind: 'problem'; readonly code: SpanProblem; readonly message: string }

/** Reads the numbers between `[` and `]`, in groups between `;`. `bracket` is the text with its brackets. */
export type BracketReader = (groups: readonly (readonly number[])[], bracket: string) => BracketReading

type Piece =
  | { readonly kind: 'text'; readonly end: number }
  | { readonly kind: 'closed'; readonly end: number; readonly groups: readonly (readonly number[])[] }
  | { readonly kind: 'broken'; readonly end: number; readonly code: SpanProblem; readonly message: string }
  | { readonly kind: 'wait' }

const blank = /\s/
const wholeNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
const decimal = /\.\d|\d\./
const separated = /\d\s*[,;]/
/** How far the closing bracket of broken coordinates is looked for. */
const lookahead = 48

/** Digits, `.,;+-` and blanks. */
function isNumeric(code: number): boolean {
  if (code > 0x7f) return blank.test(String.fromCharCode(code))
  if (code < 0x2b) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  return code <= 0x3b && code !== 0x2f && code !== 0x3a
}

function parts(content: string): string[] {
  return content.split(/[,;]/).map((part) => part.trim())
}

/** Two numbers with a separator, one of them not a small count: prose such as `[1, 2, and 3]` is left alone. */
function meansCoordinates(content: string): boolean {
  const numbers = parts(content).filter((part) => wholeNumber.test(part))
  return numbers.length >= 2 && numbers.some((part) => /\.|\d{3}/.test(part))
}

function closedPiece(content: string, end: number): Piece {
  const plain = plainNumbers(content)
  if (plain !== null) return { kind: 'closed', end, groups: plain }
  const texts = content.split(';').map((group) => group.split(',').map((part) => part.trim()))
  const all = texts.flat()
  if (all.every((part) => wholeNumber.test(part))) {
    if (!content.includes(',')) return { kind: 'text', end }
    return { kind: 'closed', end, groups: texts.map((group) => group.map(Number)) }
  }
  if (meansCoordinates(content)) {
    const message = all.includes('')
      ? 'a number is missing beside a separator'
      : `“${all.find((part) => !wholeNumber.test(part))}” is not a number`
    return { kind: 'broken', end, code: 'not-a-number', message }
  }
  if (content.split(/\s+/).filter((word) => decimal.test(word)).length >= 2) {
    return { kind: 'broken', end, code: 'not-a-number', message: 'the numbers are not separated by commas' }
  }
  return { kind: 'text', end }
}

function unclosed(text: string, open: number, stop: number): Piece {
  const end = open + text.slice(open, stop).trimEnd().length
  return { kind: 'broken', end, code: 'unclosed', message: 'the closing bracket is missing' }
}

/** The piece that starts at the bracket at `open`. */
function pieceAt(text: string, open: number, final: boolean): Piece {
  let at = open + 1
  while (at < text.length && isNumeric(text.charCodeAt(at))) at++
  const content = text.slice(open + 1, at)
  if (at === text.length) {
    if (!final) return { kind: 'wait' }
    return separated.test(content) || decimal.test(content) ? unclosed(text, open, at) : { kind: 'text', end: at }
  }
  if (text.charAt(at) === ']') return closedPiece(content, at + 1)
  if (!separated.test(content)) return { kind: 'text', end: at }
  for (let ahead = at; ahead < at + lookahead; ahead++) {
    if (ahead === text.length) {
      if (!final) return { kind: 'wait' }
      break
    }
    const char = text.charAt(ahead)
    if (char === '[' || char === '\n') break
    if (char === ']') return closedPiece(text.slice(open + 1, ahead), ahead + 1)
  }
  return meansCoordinates(content) ? unclosed(text, open, at) : { kind: 'text', end: at }
}

/**
 * The streaming parser for dialects that write coordinates as `[a,b,c,d;…]`. Ordinary bracketed text (`[see note]`, `[1]`) stays
 * text. Never throws. Pieces depend on the characters alone, not on the cuts; only runs of text may come in several spans. `suffix` is
 * text of the dialect that belongs to a bracket when it follows at once.
 */
export function bracketParser(read: BracketReader, suffix = ''): SpanParser {
  let waiting = ''
  let base = 0

  function take(final: boolean): Span[] {
    const spans: Span[] = []
    let from = 0
    let at = 0
    const flush = (to: number): void => {
      if (to > from) spans.push({ kind: 'text', start: base + from, end: base + to, text: waiting.slice(from, to) })
    }
    for (;;) {
      const open = waiting.indexOf('[', at)
      if (open < 0) {
        at = waiting.length
        break
      }
      const piece = pieceAt(waiting, open, final)
      if (piece.kind === 'wait') {
        at = open
        break
      }
      const after = waiting.slice(piece.end, piece.end + suffix.length)
      if (piece.kind === 'closed' && !final && after.length < suffix.length && suffix.startsWith(after)) {
        at = open
        break
      }
      at = piece.kind === 'closed' && after === suffix ? piece.end + suffix.length : piece.end
      if (piece.kind === 'text') continue
      flush(open)
      from = at
      const text = waiting.slice(open, at)
      const place = { start: base + open, end: base + at, text }
      if (piece.kind === 'broken') {
        spans.push({ kind: 'malformed', ...place, code: piece.code, message: piece.message })
        continue
      }
      const reading = read(piece.groups, waiting.slice(open, piece.end))
      if (reading.kind === 'problem') {
        spans.push({ kind: 'malformed', ...place, code: reading.code, message: reading.message })
      } else {
        spans.push({ kind: 'mention', ...place, shapes: reading.shapes, warnings: reading.warnings })
      }
    }
    flush(at)
    waiting = waiting.slice(at)
    base += at
    return spans
  }

  return {
    push(text) {
      waiting += text
      return take(false)
    },
    pending: () => waiting,
    end: () => take(true),
  }
}

/** Neighbouring text spans joined into one; nothing else is changed. */
export function joinText(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (span.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', start: last.start, end: span.end, text: last.text + span.text }
    } else {
      joined.push(span)
    }
  }
  return joined
}

/** The whole text through a fresh parser: the same spans as streaming gives, with each run of text in one span. */
export function readAll(parser: SpanParser, text: string): Span[] {
  return joinText([...parser.push(text), ...parser.end()])
}
