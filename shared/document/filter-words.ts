import { err, ok, type Result } from '../result.ts'

/** What is wrong with a filter, and where: `from` and `to` count UTF-16 units of the text. */
export type FilterError = {
  readonly code:
    | 'unfinished'
    | 'unexpected'
    | 'not-closed'
    | 'bad-pattern'
    | 'unknown-field'
    | 'unknown-status'
    | 'unknown-has'
    | 'no-number'
    | 'no-order'
    | 'no-value'
    | 'no-position'
  readonly from: number
  readonly to: number
  /** The piece that was not understood. */
  readonly word: string
}

type At = { readonly from: number; readonly to: number }

/** One piece of a filter. */
export type FilterWord = At &
  (
    | { readonly kind: 'open' }
    | { readonly kind: 'close' }
    | { readonly kind: 'bare'; readonly text: string }
    | { readonly kind: 'quoted'; readonly text: string }
    | { readonly kind: 'pattern'; readonly text: string; readonly flags: string }
    | {
        readonly kind: 'field'
        readonly field: string
        readonly is: string
        readonly value: string
        readonly valueFrom: number
      }
  )

const fieldPattern = /^([A-Za-z]+)(<=|>=|!=|<|>|=|:)/

/** Cuts a filter into its pieces. A quote that is not closed and a regular expression that is none are errors. */
export function readWords(text: string): Result<FilterWord[], FilterError> {
  const words: FilterWord[] = []
  let at = 0
  while (at < text.length) {
    const from = at
    const char = text.charAt(at)
    if (/\s/.test(char)) {
      at++
    } else if (char === '(' || char === ')') {
      at++
      words.push({ kind: char === '(' ? 'open' : 'close', from, to: at })
    } else if (char === '"') {
      const quoted = readDelimited(text, at, '"')
      if (quoted === null) return err({ code: 'not-closed', from, to: text.length, word: '"' })
      at = quoted.end
      words.push({ kind: 'quoted', text: quoted.text.replace(/\\(["\\])/g, '$1'), from, to: at })
    } else if (char === '/') {
      const pattern = readDelimited(text, at, '/')
      if (pattern === null) return err({ code: 'not-closed', from, to: text.length, word: '/' })
      const flags = text.charAt(pattern.end) === 'i' ? 'i' : ''
      at = pattern.end + flags.length
      if (!isPattern(pattern.text)) return err({ code: 'bad-pattern', from, to: at, word: pattern.text })
      words.push({ kind: 'pattern', text: pattern.text, flags, from, to: at })
    } else {
      const [whole, field = '', is = ''] = fieldPattern.exec(text.slice(at)) ?? []
      at += whole?.length ?? 0
      const valueFrom = at
      let value: string
      if (whole !== undefined && text.charAt(at) === '"') {
        const quoted = readDelimited(text, at, '"')
        if (quoted === null) return err({ code: 'not-closed', from: at, to: text.length, word: '"' })
        at = quoted.end
        value = quoted.text.replace(/\\(["\\])/g, '$1')
      } else {
        value = /^[^\s()"]*/.exec(text.slice(at))?.[0] ?? ''
        at += value.length
      }
      if (whole === undefined) words.push({ kind: 'bare', text: value, from, to: at })
      else words.push({ kind: 'field', field, is, value, valueFrom, from, to: at })
    }
  }
  return ok(words)
}

/** The text between a delimiter at `start` and the next one that no backslash stands before. */
function readDelimited(text: string, start: number, delimiter: string): { text: string; end: number } | null {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === delimiter) return { text: text.slice(start + 1, at), end: at + 1 }
  }
  return null
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
