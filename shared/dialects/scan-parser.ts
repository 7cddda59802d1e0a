import { assertNever } from '../result.ts'
import { joinText } from './bracket-parser.ts'
import type { DialectShape, Span, SpanParser, SpanProblem, SpanWarning } from './dialect.ts'

/** A piece that a reader found; `start` and `end` are offsets in the text it was given. */
export type Found =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'mention'
      readonly start: number
      readonly end: number
      readonly shapes: readonly DialectShape[]
      readonly warnings: readonly SpanWarning[]
      readonly phrase?: string
      readonly labels?: readonly string[]
    }
  | {
      readonly kind: 'malformed'
      readonly start: number
      readonly end: number
      readonly code: SpanProblem
      readonly message: string
    }

/**
 * What stands at a place: `wait` when more text may change the answer, else pieces that follow each other from that place without
 * gaps, at least one character in all.
 */
export type Reading = 'wait' | readonly Found[]

/**
 * Reads what begins at `at`. The answer may depend only on the text from `at` on, and once it is not `wait` no further text may
 * change it: then the spans do not depend on the cuts. With `final` it never waits.
 */
export type PlaceReader = (text: string, at: number, final: boolean) => Reading

/** Whether a fixed string stands at a place; `wait` when the text ends inside it. */
export function literalAt(text: string, at: number, literal: string, final: boolean): boolean | 'wait' {
  if (text.startsWith(literal, at)) return true
  return !final && text.length < at + literal.length && literal.startsWith(text.slice(at)) ? 'wait' : false
}

/** Plain text from `at` to `end`, for readers that find nothing. */
export function plain(at: number, end: number): readonly Found[] {
  return [{ kind: 'text', start: at, end }]
}

function spanOf(found: Found, text: string, base: number): Span {
  const place = { start: base + found.start, end: base + found.end, text: text.slice(found.start, found.end) }
  switch (found.kind) {
    case 'text':
      return { kind: 'text', ...place }
    case 'malformed':
      return { kind: 'malformed', ...place, code: found.code, message: found.message }
    case 'mention':
      return {
        kind: 'mention',
        ...place,
        shapes: found.shapes,
        warnings: found.warnings,
        ...(found.phrase === undefined ? {} : { phrase: found.phrase }),
        ...(found.labels === undefined ? {} : { labels: found.labels }),
      }
    default:
      return assertNever(found)
  }
}

/** A streaming parser that asks `read` at every place where `begins` (a regular expression with the flag `g`) matches. */
export function scanParser(begins: RegExp, read: PlaceReader): SpanParser {
  let waiting = ''
  let base = 0

  function take(final: boolean): Span[] {
    const spans: Span[] = []
    let at = 0
    for (;;) {
      begins.lastIndex = at
      const next = begins.exec(waiting)?.index ?? waiting.length
      if (next > at) spans.push(spanOf({ kind: 'text', start: at, end: next }, waiting, base))
      at = next
      if (at === waiting.length) break
      const reading = read(waiting, at, final)
      if (reading === 'wait') break
      for (const found of reading) {
        if (found.end > found.start) spans.push(spanOf(found, waiting, base))
        at = found.end
      }
    }
    waiting = waiting.slice(at)
    base += at
    return joinText(spans)
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
