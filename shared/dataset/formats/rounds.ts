import type { PicturedTurn } from './pictured-turn.ts'
import type { RowInput } from './trainer-format.ts'

/** A question with its answer; `at` is the question's place among the turns. */
export type Round = { readonly at: number; readonly question: PicturedTurn; readonly answer: PicturedTurn }

/** A dialogue cut into rounds, for formats that hold one each. What later rounds lose is named once. */
export function roundsAlone({ source, turns, note }: RowInput, system: string): Round[] {
  const rounds: Round[] = []
  for (const [at, question] of turns.entries()) {
    const answer = turns[at + 1]
    if (question.role === 'user' && answer?.role === 'assistant') rounds.push({ at, question, answer })
  }
  if (rounds.length > 1) {
    const message = `${system} rows hold one question and its answer: later ones are written without what was said before.`
    note('loss', 'context-lost', message, source.turns[2]?.id)
  }
  return rounds.filter((round) => round.answer.isTaught !== false)
}
