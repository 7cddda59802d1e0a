import { fuzzyScore } from '../../text/fuzzy.ts'

const most = 50

/** A label that was used before; `digit` is the key that assigns it, for the first nine of the project. */
export type LabelOption = { readonly label: string; readonly digit: number | null }

/** The labels that answer what was typed, the best first; all of them in the order of their first use while nothing is typed. */
export function suggestLabels(typed: string, labels: readonly string[]): readonly LabelOption[] {
  const options = labels.map((label, i) => ({ label, digit: i < 9 ? i + 1 : null }))
  if (typed.trim() === '') return options.slice(0, most)
  return options
    .flatMap((option) => {
      const score = fuzzyScore(typed, option.label)
      return score === null || option.label === typed ? [] : [{ option, score }]
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ option }) => option)
}
