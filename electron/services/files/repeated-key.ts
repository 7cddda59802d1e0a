const quote = 0x22
const backslash = 0x5c

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Keys of all objects in a value. */
function countKeys(value: unknown): number {
  let count = 0
  const open = [value]
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one !== 'object' || one === null) continue
    if (Array.isArray(one)) {
      for (const element of one) if (typeof element === 'object') open.push(element)
      continue
    }
    for (const key in one) {
      count++
      const inner = (one as Record<string, unknown>)[key]
      if (typeof inner === 'object') open.push(inner)
    }
  }
  return count
}

/** Colons behind a quote: as many as keys, or more where a text holds such a thing. */
function countMarks(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1
    while (before >= 0 && isBlank(text.charCodeAt(before))) before--
    if (text.charCodeAt(before) === quote) count++
  }
  return count
}

/** Where the string that starts at `at` ends, behind its quote. */
function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === backslash) end++
    else if (code === quote) return end + 1
  }
  return text.length
}

/**
 * A key that stands twice in an object of a JSON text, of which parsers keep the last value alone and say nothing; null where there is
 * none. `value` is what the text was parsed to.
 */
export function repeatedKey(text: string, value: unknown): string | null {
  if (countMarks(text) === countKeys(value)) return null
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '{' || sign === '[') open.push(new Set())
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === '"') {
      const end = endOfString(text, at)
      let next = end
      while (next < text.length && isBlank(text.charCodeAt(next))) next++
      if (text[next] === ':') {
        const key = String(JSON.parse(text.slice(at, end)))
        const keys = open.at(-1)
        if (keys?.has(key) === true) return key
        keys?.add(key)
      }
      at = end - 1
    }
  }
  return null
}
