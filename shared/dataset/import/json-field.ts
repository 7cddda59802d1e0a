import type { Corner } from './imported.ts'

/** An object of parsed JSON; null for lists, null and plain values. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** A list of parsed JSON; null for anything else. */
export function asList(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null
}

/** A number of at most 1e100, so that products stay finite; null for anything else, texts that look like numbers too. */
export function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= 1e100 ? value : null
}

/** A finite number of 0 or more, as a picture's side; null for anything else. */
export function asSide(value: unknown): number | null {
  const side = asNumber(value)
  return side !== null && side >= 0 ? side : null
}

/** A text as it stands, or the empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A foreign id, number or text, as text; null when it is neither. */
export function asId(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** A list of finite numbers, of this length where one is given; null for anything else. */
export function asNumbers(value: unknown, length?: number): number[] | null {
  const list = asList(value)
  if (list === null || (length !== undefined && list.length !== length)) return null
  return list.every((one) => asNumber(one) !== null) ? (list as number[]).slice() : null
}

/** A list of `[x, y]`; null for anything else. */
export function asCorners(value: unknown): Corner[] | null {
  const corners: Corner[] = []
  for (const one of asList(value) ?? [null]) {
    const pair = asNumbers(one, 2)
    if (pair === null) return null
    corners.push([pair[0] ?? 0, pair[1] ?? 0])
  }
  return corners
}

/** True for a value that says nothing: null, false, an empty text, list or object. */
function isSilent(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The fields of an object that were not read and say something; undefined when none is left. */
export function otherFields(
  record: Readonly<Record<string, unknown>>,
  read: readonly string[],
): Record<string, unknown> | undefined {
  // Most objects have none left, and files have a million objects.
  let left: [string, unknown][] | undefined
  for (const name of Object.keys(record)) {
    if (read.includes(name) || isSilent(record[name])) continue
    left ??= []
    left.push([name, record[name]])
  }
  return left === undefined ? undefined : Object.fromEntries(left)
}

/** Parsed JSON, or undefined when the text is none (`undefined` is never a value of JSON). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
