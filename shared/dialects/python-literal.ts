type Cursor = { readonly text: string; at: number }

const failed = Symbol('not a literal')
const blank = /\s*/y
const numberForm = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const wordForm = /[A-Za-z]+/y
const words: Readonly<Record<string, unknown>> = { True: true, False: false, None: null }
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }
/** Deeper nesting is refused, so that hostile text cannot exhaust the stack. */
const deepest = 50

function match(form: RegExp, cursor: Cursor): string {
  form.lastIndex = cursor.at
  const found = form.exec(cursor.text)?.[0] ?? ''
  cursor.at += found.length
  return found
}

function readString(cursor: Cursor): unknown {
  const quote = cursor.text.charAt(cursor.at++)
  let value = ''
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const char = cursor.text.charAt(cursor.at)
    if (char === quote) {
      cursor.at++
      return value
    }
    if (char === '\n') return failed
    if (char !== '\\') {
      value += char
      continue
    }
    const next = cursor.text.charAt(++cursor.at)
    const code = next === 'u' ? /^[0-9a-fA-F]{4}/.exec(cursor.text.slice(cursor.at + 1))?.[0] : undefined
    if (code !== undefined) {
      value += String.fromCharCode(Number.parseInt(code, 16))
      cursor.at += 4
    } else if (next === "'" || next === '"' || next === '\\') value += next
    else value += escapes[next] ?? `\\${next}`
  }
  return failed
}

function readItems(cursor: Cursor, close: string, one: () => boolean): boolean {
  cursor.at++
  for (;;) {
    match(blank, cursor)
    if (cursor.text.charAt(cursor.at) === close) {
      cursor.at++
      return true
    }
    if (!one()) return false
    match(blank, cursor)
    const char = cursor.text.charAt(cursor.at)
    if (char === ',') cursor.at++
    else if (char !== close) return false
  }
}

function readValue(cursor: Cursor, depth: number): unknown {
  if (depth > deepest) return failed
  match(blank, cursor)
  const char = cursor.text.charAt(cursor.at)
  if (char === '"' || char === "'") return readString(cursor)
  if (char === '[' || char === '(') {
    const list: unknown[] = []
    const isWhole = readItems(cursor, char === '[' ? ']' : ')', () => {
      const value = readValue(cursor, depth + 1)
      list.push(value)
      return value !== failed
    })
    return isWhole ? list : failed
  }
  if (char === '{') {
    const entries: [string, unknown][] = []
    const isWhole = readItems(cursor, '}', () => {
      const key = readValue(cursor, depth + 1)
      match(blank, cursor)
      if (typeof key !== 'string' || cursor.text.charAt(cursor.at) !== ':') return false
      cursor.at++
      const value = readValue(cursor, depth + 1)
      entries.push([key, value])
      return value !== failed
    })
    return isWhole ? Object.fromEntries(entries) : failed
  }
  const number = match(numberForm, cursor)
  if (number !== '') return Number(number)
  const word = match(wordForm, cursor)
  return Object.hasOwn(words, word) ? words[word] : failed
}

/**
 * The value of a Python literal of dicts with text keys, lists, tuples (as lists), numbers, texts, True, False and None, as
 * `ast.literal_eval` gives it; undefined for anything else. JSON without `true`, `false` and `null` is such a literal too.
 */
export function pythonLiteral(text: string): unknown {
  const cursor = { text: text.trim(), at: 0 }
  const value = readValue(cursor, 0)
  return value === failed || cursor.at < cursor.text.length ? undefined : value
}

/** The value of JSON or, where it is none, of a Python literal; undefined for anything else. */
export function looseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return pythonLiteral(text)
  }
}
