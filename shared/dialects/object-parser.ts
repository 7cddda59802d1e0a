import type { BracketReading } from './bracket-parser.ts'
import type { SpanParser } from './dialect.ts'
import { looseJson } from './python-literal.ts'
import { type Found, literalAt, type PlaceReader, plain, type Reading, scanParser } from './scan-parser.ts'

/** What a dialect makes of one object: shapes with what each is called, or why there are none. */
export type ObjectReading = { readonly reading: BracketReading; readonly labels?: readonly string[] }

/** How a dialect's objects are told from other braces, and read. `value` is null when the text is no object. */
export type ObjectRules = {
  /** Matches somewhere in the text of every object that means coordinates. */
  readonly mark: RegExp
  read(value: Readonly<Record<string, unknown>> | null): ObjectReading
}

const fence = '```json'
const limit = 4000
/** Objects inside objects inside one that means coordinates. */
const deepest = 3
const blank = /\s*/y

function afterBlank(text: string, at: number): number {
  blank.lastIndex = at
  blank.exec(text)
  return blank.lastIndex
}

/** The end of the object that begins at `at`, or where it was given up; nothing behind that place was looked at. */
function objectEnd(text: string, at: number, final: boolean): { end: number; isClosed: boolean } | 'wait' {
  let depth = 0
  let quote = ''
  const stop = Math.min(text.length, at + limit)
  for (let i = at; i < stop; i++) {
    const char = text.charAt(i)
    if (quote !== '') {
      if (char === '\\') i++
      else if (char === quote) quote = ''
      else if (char === '\n') return { end: i, isClosed: false }
    } else if (char === '"' || (char === "'" && /[[{,:(\s]/.test(text.charAt(i - 1)))) quote = char
    else if (char === '{') {
      if (++depth > deepest) return { end: i, isClosed: false }
    } else if (char === '}' && --depth === 0) return { end: i + 1, isClosed: true }
    else if (char === '`') return { end: i, isClosed: false }
  }
  return !final && text.length < at + limit ? 'wait' : { end: stop, isClosed: false }
}

function objectAt(text: string, at: number, end: number, rules: ObjectRules): Found | null {
  const written = text.slice(at, end)
  if (!rules.mark.test(written)) return null
  const value = looseJson(written)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const { reading, labels } = rules.read(isObject ? (value as Record<string, unknown>) : null)
  const place = { start: at, end }
  if (reading.kind === 'problem') return { kind: 'malformed', ...place, code: reading.code, message: reading.message }
  const { shapes, warnings } = reading
  return { kind: 'mention', ...place, shapes, warnings, ...(labels === undefined ? {} : { labels }) }
}

function unclosed(text: string, at: number, end: number, rules: ObjectRules): readonly Found[] | null {
  const line = (/^[^\n`]*/.exec(text.slice(at, end))?.[0] ?? '').trimEnd()
  if (!rules.mark.test(line)) return null
  return [
    { kind: 'malformed', start: at, end: at + line.length, code: 'unclosed', message: 'the closing } is missing' },
  ]
}

/** The list of objects that begins at `open`: one mention when all of it can be read, else each object by itself. */
function listAt(text: string, start: number, open: number, rules: ObjectRules, final: boolean): Reading {
  const items: Found[] = []
  let at = open + 1
  let end = -1
  for (;;) {
    at = afterBlank(text, at)
    if (at === text.length) {
      if (!final) return 'wait'
      break
    }
    const char = text.charAt(at)
    if (char === ']') {
      end = at + 1
      break
    }
    if (char === ',' && items.length > 0) {
      at++
      continue
    }
    if (char !== '{') break
    const close = objectEnd(text, at, final)
    if (close === 'wait') return 'wait'
    const item = close.isClosed ? objectAt(text, at, close.end, rules) : unclosed(text, at, close.end, rules)?.[0]
    if (item === undefined || item === null) break
    items.push(item)
    at = item.end
    if (!close.isClosed) break
  }
  const first = items[0]
  if (first === undefined) return plain(start, open + 1)
  if (end >= 0 && start < open) {
    const behind = afterBlank(text, end)
    const closing = behind === text.length && !final ? 'wait' : literalAt(text, behind, '```', final)
    if (closing === 'wait') return 'wait'
    if (closing) end = behind + 3
  }
  const mentions = items.filter((item) => item.kind === 'mention')
  const kinds = new Set(mentions.flatMap((item) => item.shapes.map((shape) => shape.kind)))
  if (end >= 0 && mentions.length === items.length && kinds.size === 1) {
    const warnings = mentions.flatMap((item) => item.warnings)
    return [
      {
        kind: 'mention',
        start,
        end,
        shapes: mentions.flatMap((item) => item.shapes),
        warnings: warnings.filter((one, i) => warnings.findIndex((other) => other.code === one.code) === i),
        labels: mentions.flatMap((item) => item.labels ?? item.shapes.map(() => '')),
      },
    ]
  }
  return items.flatMap((item, index) => [...plain(items[index - 1]?.end ?? start, item.start), item])
}

function reader(rules: ObjectRules): PlaceReader {
  return (text, at, final) => {
    let open = at
    if (text.charAt(at) === '`') {
      const isFence = literalAt(text, at, fence, final)
      if (isFence === 'wait') return 'wait'
      if (!isFence) return plain(at, at + 1)
      open = afterBlank(text, at + fence.length)
      if (open === text.length) return final ? plain(at, open) : 'wait'
      if (text.charAt(open) !== '[') return plain(at, open)
    }
    if (text.charAt(open) === '[') {
      const inside = afterBlank(text, open + 1)
      if (inside === text.length && !final) return 'wait'
      return text.charAt(inside) === '{' ? listAt(text, at, open, rules, final) : plain(at, open + 1)
    }
    const close = objectEnd(text, at, final)
    if (close === 'wait') return 'wait'
    if (!close.isClosed) return unclosed(text, at, close.end, rules) ?? plain(at, at + 1)
    const found = objectAt(text, at, close.end, rules)
    return found === null ? plain(at, at + 1) : [found]
  }
}

/**
 * The streaming parser of dialects that write JSON objects with coordinates: single ones, or lists of them with or without a code
 * fence. A list that can be read whole is one mention; of any other, each object is a span of its own. Objects in Python's syntax
 * are read too; objects that hold no coordinates stay text.
 */
export function objectParser(rules: ObjectRules): SpanParser {
  return scanParser(/[`[{]/g, reader(rules))
}
