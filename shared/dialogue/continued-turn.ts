import { type Part, partsJoined, type Turn } from './turn.ts'

/** An answer's parts as far as they can go on: coordinates that were cut off before their bracket closed are said anew. */
export function partsToGoOn(parts: readonly Part[]): Part[] {
  const last = parts.at(-1)
  return parts.slice(0, last?.kind === 'malformed' && last.code === 'unclosed' ? -1 : undefined)
}

/** An answer with what the model said when it went on. Everything but the words, the runs and the review stays the answer's. */
export function continuedTurn(answer: Turn, rest: Turn): Turn {
  const parts = partsJoined([...partsToGoOn(answer.parts), ...rest.parts])
  const earlier = [...(answer.earlierRuns ?? []), ...(answer.run ? [answer.run] : [])]
  return {
    ...answer,
    parts,
    review: 'open',
    ...(rest.run && { run: rest.run }),
    ...(earlier.length > 0 && { earlierRuns: earlier }),
  }
}
