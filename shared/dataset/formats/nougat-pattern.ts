/** What Python's `\s` and `str.strip` take as white space: JavaScript's own lacks four and has one more. */
const white = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`
const inClass: Readonly<Record<string, string>> = { d: String.raw`\p{Nd}`, w: String.raw`\p{L}\p{N}_`, s: white }

/**
 * A pattern in Python's words, with Python's meaning: digits, letters and blanks of all scripts, lines that end at `\n` alone, a final
 * `$` that also stands before the last line end. `flags` may hold `i` and `m`; literal braces must be escaped.
 */
export function pythonPattern(source: string, flags = ''): RegExp {
  const isMultiline = flags.includes('m')
  let isInClass = false
  const text = source.replace(/\\[\s\S]|[[\].^$]/g, (token) => {
    const named = inClass[token.slice(1).toLowerCase()]
    if (token.length === 2 && named !== undefined) {
      const isNegative = token[1] !== token[1]?.toLowerCase()
      if (isInClass) return isNegative ? token : named
      return `[${isNegative ? '^' : ''}${named}]`
    }
    if (isInClass) {
      if (token === ']') isInClass = false
      return token === '[' ? String.raw`\[` : token
    }
    if (token === '[') isInClass = true
    if (token === '.') return String.raw`[^\n]`
    if (token === '^') return isMultiline ? String.raw`(?<![^\n])` : String.raw`(?<![\s\S])`
    if (token === '$') return isMultiline ? String.raw`(?![^\n])` : String.raw`(?=\n?(?![\s\S]))`
    return token
  })
  return new RegExp(text, `gu${flags.replace('m', '')}`)
}

const outer = new RegExp(`^[${white}]+|[${white}]+$`, 'gu')

/** Python's `str.strip()`. */
export function pythonStrip(text: string): string {
  return text.replace(outer, '')
}
