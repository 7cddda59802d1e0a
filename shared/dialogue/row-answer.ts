import type { RowType } from './dialogue.ts'
import type { Region } from './region.ts'
import type { Part } from './turn.ts'

/** What an answer lacks to be one of its type. */
export type AnswerProblem = 'choice' | 'number' | 'box' | 'point'

/** The words of an answer as they are compared: without mentions, spaces around, and a full stop behind. */
export function answerWords(parts: readonly Part[]): string {
  const text = parts.map((part) => (part.kind === 'text' || part.kind === 'malformed' ? part.text : '')).join('')
  return text
    .trim()
    .replace(/[.。]$/, '')
    .trim()
}

/** The choice that an answer is, whatever its capitals; null when it is none. */
export function choiceOf(parts: readonly Part[], choices: readonly string[]): string | null {
  const said = answerWords(parts).toLocaleLowerCase()
  return choices.find((choice) => choice.trim().toLocaleLowerCase() === said) ?? null
}

/** The number that an answer is; null for words, and for digits with anything beside them. */
export function numberOf(parts: readonly Part[]): number | null {
  const said = answerWords(parts)
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(said) && Number.isFinite(Number(said)) ? Number(said) : null
}

/**
 * Whether an answer is of its row's type. An empty one is not wrong yet; an answer that is a place names at least one region, and regions
 * of that kind only (a polygon counts as a box, which it has around it).
 */
export function answerProblem(
  type: RowType,
  parts: readonly Part[],
  choices: readonly string[],
  regionOf: (id: string) => Pick<Region, 'shape'> | undefined,
): AnswerProblem | null {
  const mentioned = parts.flatMap((part) => (part.kind === 'mention' ? part.regionIds : []))
  if (mentioned.length === 0 && answerWords(parts) === '') return null
  switch (type) {
    case 'text':
      return null
    case 'choice':
      return mentioned.length === 0 && choiceOf(parts, choices) !== null ? null : 'choice'
    case 'number':
      return mentioned.length === 0 && numberOf(parts) !== null ? null : 'number'
    case 'box':
    case 'point': {
      const fits = (id: string): boolean => {
        const kind = regionOf(id)?.shape.kind
        return type === 'point' ? kind === 'point' : kind === 'box' || kind === 'polygon'
      }
      return mentioned.length > 0 && mentioned.every(fits) ? null : type
    }
  }
}
