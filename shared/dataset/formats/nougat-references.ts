import { pythonPattern, pythonStrip } from './nougat-pattern.ts'

const marks = pythonPattern(String.raw`(?:[\d_]|\*\*)`)
const lostHeading = pythonPattern(String.raw`## References\n+\[MISSING_PAGE_POST(:\d+)?\]`)
const isNumber = /^\p{N}$/u

function withoutNumbers(line: string): string {
  return pythonStrip(line.replace(marks, ''))
}

/** Twice the longest common subsequence over both lengths: 1 for equal texts. */
function likeness(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const longest = left.length + right.length
  if (longest === 0) return 1
  let row = new Uint32Array(right.length + 1)
  for (const sign of left) {
    const next = new Uint32Array(right.length + 1)
    for (let i = 0; i < right.length; i++) {
      next[i + 1] = sign === right[i] ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0)
    }
    row = next
  }
  // In this order, so that it ends on the same double as upstream's library.
  return ((1 - (longest - 2 * (row[right.length] ?? 0)) / longest) * 100) / 100
}

/** Stretches of more than 15 lines that say nearly the same one after the other. */
function repeatedSlices(clean: readonly string[]): [number, number][] {
  const marked: number[] = []
  const nextFilled = new Uint32Array(clean.length)
  for (let i = clean.length - 1, next = clean.length - 1; i >= 0; i--) {
    nextFilled[i] = next
    if (clean[i] !== '') next = i
  }
  const fits = (line: string): boolean => {
    const { length } = [...line]
    return length > 3 && length < 200
  }
  let done = 0
  for (let i = 0; i < clean.length - 1; i++) {
    const j = nextFilled[i] ?? i + 1
    const [one = '', other = ''] = [clean[i], clean[j]]
    if (!fits(one) || !fits(other) || one.startsWith('[MISSING_PAGE')) continue
    if (one !== other && likeness(one, other) <= 0.9) continue
    for (let k = Math.max(i, done); k < j; k++) marked.push(k)
    done = Math.max(done, j)
  }
  const slices: [number, number][] = []
  let first = marked[0]
  for (const [index, line] of marked.entries()) {
    const next = marked[index + 1]
    if (first === undefined || (next !== undefined && next - line <= 3)) continue
    slices.push([first, line + 2])
    first = next
  }
  return slices.filter(([start, end]) => end - start > 15)
}

/** Signs of `after` that the page's next content takes: up to the first that differs from `before`, numbers aside; null when it is empty. */
function commonStart(before: string, after: string): number | null {
  const [a, b] = [[...before], [...after]]
  let [i, j] = [0, 0]
  let last: number | null = null
  for (;;) {
    while (i < a.length && isNumber.test(a[i] ?? '')) i++
    if (i >= a.length) return last
    while (j < b.length && isNumber.test(b[j] ?? '')) last = j++
    if (j >= b.length) return last
    last = j
    if (a[i++] !== b[j++]) return last
  }
}

function textToRemove(lines: readonly string[], clean: readonly string[], [start, end]: [number, number]): string {
  const base = clean[start] ?? ''
  let [from, to] = [start, end]
  let isStartFound = false
  for (let i = Math.max(0, start - 1); i > Math.max(0, start - 5); i--) {
    const line = lines[i] ?? ''
    if (line === '') continue
    if (line === '## References') {
      from = i
      break
    }
    if (likeness(base, withoutNumbers(line)) >= 0.9) continue
    from = i + 1
    const before = lines[Math.max(0, i - 1)] ?? ''
    const mark = before.indexOf('* [')
    const reference = mark < 0 ? '' : withoutNumbers(before.slice(mark + 3))
    if ([...reference].length >= 0.75 * [...base].length && likeness(base, reference) < 0.9) from = i
    isStartFound = true
    break
  }
  for (let i = Math.min(lines.length, end); i < Math.min(lines.length, end + 5); i++) {
    if (likeness(base, withoutNumbers(lines[i] ?? '')) >= 0.9) continue
    to = i
    break
  }
  to = Math.min(to, lines.length - 1)
  let removed = lines.slice(from, to + 1).join('\n')
  const mark = removed.indexOf('* [')
  if (isStartFound && mark >= 0) removed = removed.slice(mark)
  const common = commonStart(lines[to - 1] ?? '', lines[to] ?? '')
  const rest = common === null ? 0 : [...(lines[to] ?? '')].length - common - 1
  return pythonStrip(rest > 0 ? [...removed].slice(0, -rest).join('') : removed)
}

/**
 * A page without the long runs of nearly equal references that a model makes up, marked `[MISSING_PAGE_POST]` where they stood
 * (`remove_hallucinated_references` of facebookresearch/nougat @ 5a92920).
 */
export function removeRepeatedReferences(text: string): string {
  const lines = text.split('\n')
  const clean = lines.map(withoutNumbers)
  const removed = repeatedSlices(clean).map((slice) => textToRemove(lines, clean, slice))
  return removed
    .reverse()
    .reduce((rest, part) => (part === '' ? rest : rest.replaceAll(part, '\n\n[MISSING_PAGE_POST]\n\n')), text)
    .replace(lostHeading, (_, page: string | undefined) => `\n\n[MISSING_PAGE_POST${page ?? ''}]`)
}
