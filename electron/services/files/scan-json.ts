const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/** What a scanner found in the bytes so far: `[start, end, array]` for each element, places counted from the block's first byte. */
export type Scanned = { readonly bytes: Uint8Array; readonly elements: readonly number[] }

/** Finds the elements of a JSON list, or of the arrays and fields of a JSON object, without parsing them. */
export type JsonScanner = {
  /** Names of arrays and fields, in order of appearance; elements refer to them by place. */
  readonly names: readonly string[]
  /** Which names are of fields whose value is no array. */
  readonly isField: readonly boolean[]
  push(chunk: Uint8Array): Scanned
  /** What is wrong with the end of the file; null when it is whole. */
  end(): { readonly problem: string | null }
  /** Places between elements where something stood that does not belong there. */
  readonly strays: { readonly element: number; readonly text: string }[]
}

type State =
  | 'start'
  | 'element-or-end'
  | 'element'
  | 'after-element'
  | 'key-or-end'
  | 'key'
  | 'colon'
  | 'value'
  | 'after-value'
  | 'done'

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function joined(parts: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, last.length))
  let at = 0
  for (const part of [...parts, last]) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A scanner for a file whose top is a list (`[`) or an object (`{`). */
export function createJsonScanner(): JsonScanner {
  const names: string[] = []
  const isField: boolean[] = []
  const strays: { element: number; text: string }[] = []
  let state: State = 'start'
  let isObject = false
  let array = -1
  /** The bytes so far of the value or key being scanned: joined when it ends, since one may be as long as the file. */
  let held: Uint8Array[] = []
  /** Where the value or key being scanned starts, -1 outside. */
  let start = -1
  let depth = 0
  let inString = false
  let isEscaped = false
  /** Where scanning goes on. */
  let at = 0
  let count = 0
  let isStray = false

  /** Scans on in a value that began at `start`; its end, or -1 when the bytes end first. A value that is no object, list or text ends before a comma or bracket. */
  function scanValue(bytes: Uint8Array): number {
    // Locals: a closure's variables are several times slower in a loop over bytes.
    const { length } = bytes
    let i = at
    let level = depth
    let isText = inString
    if (isEscaped && i < length) {
      isEscaped = false
      i++
    }
    while (i < length) {
      const byte = bytes[i++] as number
      if (isText) {
        if (byte === backslash) {
          if (i === length) isEscaped = true
          i++
        } else if (byte === quote) {
          isText = false
          if (level === 0) return leave(i)
        }
      } else if (byte > comma && byte < openBracket) {
        // Digits and letters of values.
      } else if (byte === quote) isText = true
      else if (byte === openBrace || byte === openBracket) level++
      else if (byte === closeBrace || byte === closeBracket) {
        if (level === 0) return leave(i - 1)
        if (--level === 0) return leave(i)
      } else if (level === 0 && (byte === comma || isBlank(byte))) return leave(i - 1)
    }
    depth = level
    inString = isText
    at = length
    return -1
  }

  function leave(end: number): number {
    depth = 0
    inString = false
    return end
  }

  function stray(bytes: Uint8Array): void {
    if (!isStray) strays.push({ element: count + 1, text: String.fromCharCode(bytes[at] as number) })
    isStray = true
    at++
  }

  function push(chunk: Uint8Array): Scanned {
    at = 0
    let ended = start >= 0 ? scanValue(chunk) : 0
    if (ended < 0) {
      // A copy: whoever reads files uses one buffer for all chunks.
      held.push(new Uint8Array(chunk))
      return { bytes: new Uint8Array(0), elements: [] }
    }
    const bytes = joined(held, chunk)
    ended += bytes.length - chunk.length
    held = []
    const elements: number[] = []
    while (at < bytes.length || start >= 0) {
      if (start >= 0) {
        const end = ended > 0 ? ended : scanValue(bytes)
        ended = 0
        if (end < 0) break
        if (state === 'key') {
          let name = ''
          try {
            name = String(JSON.parse(new TextDecoder().decode(bytes.subarray(start, end))))
          } catch {
            strays.push({ element: count + 1, text: 'a field without a name' })
          }
          names.push(name)
          array = names.length - 1
          state = 'colon'
        } else {
          elements.push(start, end, array)
          if (array >= 0 && state === 'after-value') isField[array] = true
          count++
        }
        start = -1
        at = end
        continue
      }
      const byte = bytes[at] as number
      if (isBlank(byte)) {
        at++
        continue
      }
      switch (state) {
        case 'start':
          if (byte === openBracket) state = 'element-or-end'
          else if (byte === openBrace) {
            isObject = true
            state = 'key-or-end'
          } else {
            stray(bytes)
            continue
          }
          at++
          break
        case 'element-or-end':
        case 'element':
          if (byte === closeBracket) {
            state = isObject ? 'after-value' : 'done'
            at++
          } else if (byte === comma || byte === closeBrace || byte === colon) stray(bytes)
          else {
            start = at
            state = 'after-element'
            isStray = false
          }
          break
        case 'after-element':
          if (byte === comma) {
            state = 'element'
            at++
          } else if (byte === closeBracket) {
            state = isObject ? 'after-value' : 'done'
            at++
          } else if (byte === openBrace || byte === openBracket || byte === quote) {
            strays.push({ element: count + 1, text: 'no comma in front' })
            state = 'element'
          } else stray(bytes)
          break
        case 'key-or-end':
          if (byte === quote) {
            start = at
            state = 'key'
          } else if (byte === closeBrace) {
            state = 'done'
            at++
          } else stray(bytes)
          break
        case 'colon':
          if (byte === colon) state = 'value'
          else {
            stray(bytes)
            continue
          }
          at++
          break
        case 'value':
          isField[array] = false
          if (byte === openBracket) {
            state = 'element-or-end'
            at++
          } else {
            start = at
            state = 'after-value'
          }
          break
        case 'after-value':
          if (byte === comma) state = 'key-or-end'
          else if (byte === closeBrace) state = 'done'
          else {
            stray(bytes)
            continue
          }
          at++
          break
        default:
          stray(bytes)
      }
    }
    if (start >= 0) {
      held = [bytes.slice(start)]
      start = 0
    }
    return { bytes, elements }
  }

  return {
    names,
    isField,
    strays,
    push,
    end() {
      if (state === 'done') return { problem: null }
      if (state === 'start') return { problem: 'the file holds no JSON' }
      return {
        problem: `the file ends inside ${start >= 0 ? `element ${count + 1}` : isObject ? 'the object' : 'the list'}`,
      }
    },
  }
}
