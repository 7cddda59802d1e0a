/**
 * The runs of a training prompt that carry loss under the vicuna mask of Shikra and MMGPT: each answer with its end mark. When a
 * round does not split into exactly one question and one answer the whole sample is dropped: an empty list.
 */
export function vicunaLossText(prompt: string): string[] {
  const runs: string[] = []
  const rounds = prompt.split('</s>')
  if (rounds.at(-1) !== '') return []
  for (const round of rounds.slice(0, -1)) {
    const parts = round.split(' ASSISTANT: ')
    if (round === '' || parts.length !== 2) return []
    runs.push(` ${parts[1]}</s>`)
  }
  return runs
}
