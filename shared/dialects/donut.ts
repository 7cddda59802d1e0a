/** A value of a Donut ground truth. */
export type DonutValue =
  | string
  | number
  | boolean
  | null
  | readonly DonutValue[]
  | { readonly [key: string]: DonutValue }

type Options = {
  /** Keys in reverse alphabetical order, as the trainer does unless told otherwise. */
  readonly sortKeys: boolean
  /** Tokens that exist already: a value that is one is written as the token. */
  readonly specialTokens: readonly string[]
}

function isRecord(value: DonutValue): value is { readonly [key: string]: DonutValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function pythonText(value: string | number | boolean | null): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}

/**
 * A ground truth as Donut's tokens, and the tokens that it needs, in the order they appear. The rule of `json2token` in
 * clovaai/donut @ 4cfcf97: an object with the single key `text_sequence` is its text.
 */
export function donutTokens(
  value: DonutValue,
  options: Options,
): { readonly text: string; readonly newTokens: string[] } {
  const newTokens: string[] = []
  const write = (one: DonutValue): string => {
    if (Array.isArray(one)) return (one as readonly DonutValue[]).map(write).join('<sep/>')
    if (!isRecord(one)) {
      const text = pythonText(one as string | number | boolean | null)
      return options.specialTokens.includes(`<${text}/>`) ? `<${text}/>` : text
    }
    const keys = Object.keys(one)
    if (keys.length === 1 && typeof one.text_sequence === 'string') return one.text_sequence
    if (options.sortKeys) keys.sort((a, b) => byCodePoint(b, a))
    return keys
      .map((key) => {
        for (const token of [`<s_${key}>`, `</s_${key}>`]) if (!newTokens.includes(token)) newTokens.push(token)
        return `<s_${key}>${write(one[key] ?? null)}</s_${key}>`
      })
      .join('')
  }
  return { text: write(value), newTokens }
}

/** The whole training text of a data set's row: its start token, the ground truth, the end. */
export function donutTrainText(task: string, value: DonutValue, sortKeys: boolean): string {
  return `<s_${task}>${donutTokens(value, { sortKeys, specialTokens: [] }).text}</s>`
}

/** The line of `metadata.jsonl`: the ground truth is a text of JSON. */
export function donutRow(fileName: string, groundTruth: unknown): { file_name: string; ground_truth: string } {
  return { file_name: fileName, ground_truth: JSON.stringify(groundTruth) }
}

/** Which copy reads: the original loses leaves with a line break and takes keys as patterns; transformers does not. */
export type DonutReader = 'original' | 'transformers'

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function matchIn(text: string, pattern: string, flags: string): RegExpExecArray | null {
  try {
    return new RegExp(pattern, flags).exec(text)
  } catch {
    return null
  }
}

function readInner(text: string, reader: DonutReader, isInner: boolean): unknown {
  const rows: Record<string, unknown>[] = []
  let output: Record<string, unknown> = {}
  let rest = text
  for (;;) {
    const start = /<s_(.*?)>/i.exec(rest)
    if (rest === '' || start === null) break
    const [opening, key = ''] = start
    const end = matchIn(rest, `</s_${reader === 'original' ? key : escaped(key)}>`, 'i')
    if (end === null) {
      rest = rest.replaceAll(opening, '')
      continue
    }
    const closing = end[0]
    const flags = reader === 'original' ? 'i' : 'is'
    const content = matchIn(rest, `${escaped(opening)}(.*?)${escaped(closing)}`, flags)?.[1]?.trim()
    if (content?.includes('<s_') && content.includes('</s_')) {
      const value = readInner(content, reader, true) as unknown[]
      if (value.length > 0) output[key] = value.length === 1 ? value[0] : value
    } else if (content !== undefined) {
      const leaves = content.split('<sep/>').map((leaf) => leaf.trim())
      output[key] = leaves.length === 1 ? leaves[0] : leaves
    }
    rest = rest.slice(rest.indexOf(closing) + closing.length).trim()
    if (rest.startsWith('<sep/>')) {
      rows.push(output)
      output = {}
      rest = rest.slice(6)
      if (!isInner && rows.length === 1) isInner = true
    }
  }
  if (Object.keys(output).length > 0) return isInner ? [...rows, output] : output
  return isInner ? rows : { text_sequence: rest }
}

/**
 * Donut's answer as an object, as `token2json` gives it: values are texts, a list of one item is the item, tags that are not closed
 * vanish, text without tags is a `text_sequence`. Never throws; not the exact inverse of `donutTokens`.
 */
export function donutObject(text: string, reader: DonutReader): unknown {
  return readInner(text, reader, false)
}
