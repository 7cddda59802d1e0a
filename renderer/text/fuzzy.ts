/**
 * How well a text answers what was typed: every character in order, in any case. Higher is better, `null` = not at all. Beginnings of
 * words and runs of characters count more, gaps and long texts less.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = query.toLowerCase().replace(/\s+/g, '')
  const lower = text.toLowerCase()
  let score = 0
  let at = -1
  for (const character of wanted) {
    const next = lower.indexOf(character, at + 1)
    if (next < 0) return null
    const beginsWord = next === 0 || /[\s\-_/.]/.test(lower[next - 1] ?? '')
    score += next === at + 1 ? 4 : beginsWord ? 3 : -Math.min(3, next - at - 1)
    at = next
  }
  if (lower.includes(query.toLowerCase().trim())) score += 8
  return score - lower.length / 100
}
