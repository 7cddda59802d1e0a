import type { Size } from '../geometry/spaces.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { SpanParser, SpanProblem } from './dialect.ts'
import { type Found, literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { readThousandths } from './thousandths.ts'

/** The tags of a dialect that writes `<ref>phrase</ref><box>numbers</box>`, and how the numbers are read. */
export type Tags = {
  readonly ref: readonly [open: string, close: string]
  readonly box: readonly [open: string, close: string]
  /** Tags around shapes that Deixis does not have, such as four free corners. */
  readonly quad: readonly [open: string, close: string]
  /** All boxes of a mention stand between one pair of tags: the next pair is a mention of its own. */
  readonly isListed?: boolean
  /** Reads the text between the box tags. */
  read(content: string): BracketReading
}

/** How far a closing tag is looked for. */
const limit = 4000
const numeric = /^[\d.,;()[\]\s-]*/

type Closing = { readonly at: number; readonly tag: string } | 'wait' | null

/** The nearest of these tags, which all begin with `<`, within the limit. */
function nearest(text: string, from: number, tags: readonly string[], final: boolean): Closing {
  const reach = text.slice(from, from + limit)
  for (let at = reach.indexOf('<'); at >= 0; at = reach.indexOf('<', at + 1)) {
    const tag = tags.find((one) => reach.startsWith(one, at))
    if (tag !== undefined) return { at: from + at, tag }
  }
  return !final && reach.length < limit ? 'wait' : null
}

type Box =
  | { readonly end: number; readonly reading: BracketReading }
  | { readonly end: number; readonly code: SpanProblem; readonly message: string }

function boxAt(text: string, at: number, tags: Tags, pair: readonly [string, string], final: boolean): Box | 'wait' {
  const [open, close] = pair
  const from = at + open.length
  const closing = nearest(text, from, [close, tags.ref[0], tags.box[0], tags.quad[0]], final)
  if (closing === 'wait') return 'wait'
  if (closing === null || closing.tag !== close) {
    const content = numeric.exec(text.slice(from, from + limit))?.[0] ?? ''
    return { end: from + content.trimEnd().length, code: 'unclosed', message: `the closing ${close} is missing` }
  }
  const end = closing.at + close.length
  if (pair === tags.quad)
    return { end, code: 'kind-unsupported', message: 'four free corners are neither box nor point' }
  return { end, reading: tags.read(text.slice(from, closing.at)) }
}

function reader(tags: Tags): PlaceReader {
  const pairs = [tags.box, tags.quad]
  return (text, at, final) => {
    let from = at
    let phrase: string | undefined
    const isRef = literalAt(text, at, tags.ref[0], final)
    if (isRef === 'wait') return 'wait'
    if (isRef) {
      const begin = at + tags.ref[0].length
      const closing = nearest(text, begin, [tags.ref[1], tags.ref[0], tags.box[0], tags.quad[0]], final)
      if (closing === 'wait') return 'wait'
      if (closing === null) return plain(at, begin)
      if (closing.tag !== tags.ref[1]) {
        const message = `the closing ${tags.ref[1]} is missing`
        return [{ kind: 'malformed', start: at, end: closing.at, code: 'unclosed', message }]
      }
      phrase = text.slice(begin, closing.at)
      from = closing.at + tags.ref[1].length
    }
    const found: Found[] = []
    let start = at
    for (;;) {
      const opened = pairs.map((pair) => literalAt(text, from, pair[0], final))
      const pair = pairs[opened.indexOf(true)]
      if (pair === undefined) {
        if (opened.includes('wait')) return 'wait'
        break
      }
      const box = boxAt(text, from, tags, pair, final)
      if (box === 'wait') return 'wait'
      const last = found.at(-1)
      if ('code' in box) {
        found.push({ kind: 'malformed', start, end: box.end, code: box.code, message: box.message })
      } else if (box.reading.kind === 'problem') {
        const { code, message } = box.reading
        found.push({ kind: 'malformed', start, end: box.end, code, message })
      } else if (
        tags.isListed !== true &&
        last?.kind === 'mention' &&
        last.shapes[0]?.kind === box.reading.shapes[0]?.kind
      ) {
        const { shapes, warnings } = box.reading
        const known = new Set(last.warnings.map((warning) => warning.code))
        found[found.length - 1] = {
          ...last,
          end: box.end,
          shapes: [...last.shapes, ...shapes],
          warnings: [...last.warnings, ...warnings.filter((warning) => !known.has(warning.code))],
        }
      } else {
        const { shapes, warnings } = box.reading
        const isFirst = found.length === 0 && phrase !== undefined
        found.push({ kind: 'mention', start, end: box.end, shapes, warnings, ...(isFirst ? { phrase } : {}) })
      }
      from = box.end
      start = from
    }
    if (found.length > 0) return found
    return plain(at, Math.max(from, at + 1))
  }
}

/**
 * The streaming parser of dialects that write `<ref>phrase</ref>` and then boxes between tags; boxes that follow each other are one
 * mention unless lists stand between the tags. A phrase without a box stays text. Each box that cannot be read is a span of its own, with the phrase in front of it.
 */
export function taggedParser(tags: Tags): SpanParser {
  return scanParser(/</g, reader(tags))
}

/** The numbers of each `(…)` in `(1,2),(3,4)`, or null when the text has another form. */
function parenGroups(content: string): number[][] | null {
  if (!/^\s*\([^()]*\)(?:\s*,\s*\([^()]*\))*\s*$/.test(content)) return null
  const groups = [...content.matchAll(/\(([^()]*)\)/g)].map((match) => (match[1] ?? '').split(','))
  if (!groups.flat().every((part) => /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(part))) return null
  return groups.map((group) => group.map(Number))
}

/** Reads `(x1,y1),(x2,y2)` (and `(x,y)` where `points`) in thousandths. */
export function readPairs(content: string, size: Size, takes: { readonly points: boolean }): BracketReading {
  const groups = parenGroups(content)
  if (groups === null) return { kind: 'problem', code: 'not-a-number', message: 'a box is written (x1,y1),(x2,y2)' }
  if (groups.some((group) => group.length !== 2)) {
    return { kind: 'problem', code: 'wrong-count', message: 'each corner has 2 numbers' }
  }
  return readThousandths([groups.flat()], size, takes)
}
