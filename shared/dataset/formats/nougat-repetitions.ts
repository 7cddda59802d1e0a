const stops = new Set(['.', '?', '!', '\n'])

/** For each place of `signs`, how many of them from there on repeat its start. */
function startMatches(signs: readonly string[]): Uint32Array {
  const found = new Uint32Array(signs.length)
  let [left, right] = [0, 0]
  for (let i = 1; i < signs.length; i++) {
    let length = i < right ? Math.min(right - i, found[i - left] ?? 0) : 0
    while (i + length < signs.length && signs[length] === signs[i + length]) length++
    found[i] = length
    if (i + length > right) [left, right] = [i, i + length]
  }
  return found
}

/**
 * A text without the repetitions at its end (`truncate_repetitions` of facebookresearch/nougat @ 5a92920): the longest stretch of 30
 * signs or more that stands twice in a row there, case aside, and whatever sentences follow until one of them repeats.
 */
export function truncateRepetitions(text: string, least = 30): string {
  const signs = [...text]
  const lower = [...text.toLowerCase()]
  if (lower.length < 2 * least) return text
  const backwards = startMatches([...lower].reverse())
  let length = 0
  for (let i = least; i < Math.floor(lower.length / 2); i++) if ((backwards[i] ?? 0) >= i) length = i
  if (length === 0) return text
  // The tail repeats with this period for as long as the backwards match goes on.
  let kept = lower.length
  const repeats = (end: number): boolean => {
    if (end < length) return false
    for (let i = 1; i <= length; i++) if (lower[end - i] !== lower[lower.length - i]) return false
    return true
  }
  while (repeats(kept)) kept -= length
  const tail = lower.slice(kept).join('')
  for (;;) {
    let end = kept
    while (end < lower.length && !stops.has(lower[end] ?? '')) end++
    let start = kept - 1
    while (start > 0 && !stops.has(lower[start] ?? '')) start--
    if (end >= lower.length || end === 0 || start <= 0) break
    kept = end + 1
    if (tail.includes(lower.slice(start, end).join(''))) break
  }
  return signs.slice(0, kept).join('')
}
