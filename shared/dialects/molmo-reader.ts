import type { Size } from '../geometry/spaces.ts'
import type { DialectShape, SpanProblem } from './dialect.ts'
import { type Found, literalAt, type PlaceReader, plain } from './scan-parser.ts'

const limit = 4000
const place = /\bx\d*="\s*(\d+(?:\.\d+)?)"\s+y\d*="\s*(\d+(?:\.\d+)?)"/g
const tenths = /(?:\d+|\bp)\s*=\s*(\d{3})\s*,\s*(\d{3})/g
const pair = /^\((\d+\.\d),? ?(\d+\.\d)\)$/
const longestPair = 20

type Points =
  | { readonly kind: 'points'; readonly shapes: DialectShape[] }
  | { readonly kind: 'problem'; readonly code: SpanProblem; readonly message: string }

function pointsOf(percents: readonly (readonly number[])[], size: Size): Points {
  const beyond = percents.flat().find((value) => value > 100)
  if (beyond !== undefined) return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to 100` }
  const shapes = percents.map(
    ([x = 0, y = 0]): DialectShape => ({ kind: 'point', x: (x / 100) * size.width, y: (y / 100) * size.height }),
  )
  return { kind: 'points', shapes }
}

function readAttributes(attributes: string, size: Size): Points {
  const places = [...attributes.matchAll(place)].map((match) => [Number(match[1]), Number(match[2])])
  const found =
    places.length > 0
      ? places
      : [...attributes.matchAll(tenths)].map((match) => [Number(match[1]) / 10, Number(match[2]) / 10])
  if (found.length === 0) return { kind: 'problem', code: 'not-a-number', message: 'the tag has no x and y' }
  const named = attributes.match(/\s[xy]\d*=/g)?.length ?? 0
  if (places.length > 0 && named !== 2 * places.length) {
    return { kind: 'problem', code: 'wrong-count', message: 'each point has an x and a y' }
  }
  return pointsOf(found, size)
}

function found(read: Points, start: number, end: number, words: { phrase?: string; alt?: string }): readonly Found[] {
  if (read.kind === 'problem') return [{ kind: 'malformed', start, end, code: read.code, message: read.message }]
  return [
    {
      kind: 'mention',
      start,
      end,
      shapes: read.shapes,
      warnings: [],
      ...(words.phrase ? { phrase: words.phrase } : {}),
      ...(words.alt === undefined ? {} : { labels: read.shapes.map(() => words.alt ?? '') }),
    },
  ]
}

function readTag(text: string, at: number, size: Size, final: boolean): readonly Found[] | 'wait' {
  const opening = literalAt(text, at, '<point', final)
  if (opening === 'wait') return 'wait'
  if (!opening) return plain(at, at + 1)
  const isMany = text.charAt(at + 6) === 's'
  const behind = at + (isMany ? 7 : 6)
  if (behind >= text.length && !final) return 'wait'
  if (!/\s/.test(text.charAt(behind))) return plain(at, at + 1)
  const reach = text.slice(at, at + limit)
  const close = isMany ? '</points>' : '</point>'
  const opened = reach.indexOf('>')
  const ends = opened < 0 ? -1 : reach.indexOf(close, opened)
  const next = reach.indexOf('<point', 1)
  if (ends >= 0 && (next < 0 || next > ends)) {
    const attributes = reach.slice(behind - at, opened)
    const alt = /\salt="([^"]*)"/.exec(attributes)?.[1]
    const phrase = reach.slice(opened + 1, ends)
    return found(readAttributes(attributes, size), at, at + ends + close.length, {
      phrase,
      ...(alt === undefined ? {} : { alt }),
    })
  }
  if (next < 0 && reach.length < limit && !final) return 'wait'
  const broken =
    /^<points?\s(?:[^"<>\n]|"[^"<>\n]*"?)*>?/.exec(next < 0 ? reach : reach.slice(0, next))?.[0] ?? '<point '
  if (!/\d/.test(broken)) return plain(at, at + 1)
  return [
    {
      kind: 'malformed',
      start: at,
      end: at + broken.trimEnd().length,
      code: 'unclosed',
      message: `${close} is missing`,
    },
  ]
}

function readPair(text: string, at: number, size: Size, final: boolean): readonly Found[] | 'wait' {
  let open = at
  if (text.charAt(at) === 'C') {
    const isClick = literalAt(text, at, 'Click(', final)
    if (isClick === 'wait') return 'wait'
    if (!isClick) return plain(at, at + 1)
    open = at + 5
  }
  const run = /^\([\d., ]*\)?/.exec(text.slice(open, open + longestPair))?.[0] ?? ''
  if (open + run.length === text.length && !run.endsWith(')') && run.length < longestPair && !final) return 'wait'
  const match = pair.exec(run)
  if (match === null) return plain(at, open + 1)
  return found(pointsOf([[Number(match[1]), Number(match[2])]], size), at, open + run.length, {})
}

/** Reads Molmo's tags, and the bare pairs `(x.x, y.y)` and `Click(x.x, y.y)` that its own reader takes too. */
export function molmoReader(size: Size): PlaceReader {
  return (text, at, final) =>
    text.charAt(at) === '<' ? readTag(text, at, size, final) : readPair(text, at, size, final)
}
