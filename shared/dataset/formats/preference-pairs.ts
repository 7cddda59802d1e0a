import type { Dialect } from '../../dialects/dialect.ts'
import { dialectById } from '../../dialects/registry.ts'
import type { ImageRecord } from '../../dialogue/image.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { type PicturedTurn, plainText } from './pictured-turn.ts'
import type { RowInput } from './trainer-format.ts'

/** An answer as people left it and as the model said it, with everything that was said before. */
export type PreferencePair = {
  readonly asked: readonly PicturedTurn[]
  readonly chosen: PicturedTurn
  readonly rejected: PicturedTurn
}

/** What the model said, in this dialect: its own text where it spoke it, else read and written again. Null where that cannot be done. */
function saidIn(turn: Turn, dialect: Dialect, image: ImageRecord): { text: string; isRewritten: boolean } | null {
  const { run } = turn
  if (run === undefined) return null
  const raw = run.rawAnswer.trim()
  if (run.dialect === dialect.id) return { text: raw, isRewritten: false }
  const own = dialectById(run.dialect)
  if (own === null) return null
  let text = ''
  for (const span of own.decode(raw, image)) {
    if (span.kind === 'malformed') return null
    if (span.kind === 'text') {
      text += span.text
      continue
    }
    const phrase = dialect.phrases === undefined ? undefined : span.phrase
    if (phrase === undefined) text += span.phrase ?? ''
    const written = dialect.encode(span.shapes, image, {
      role: 'assistant',
      ...(phrase === undefined ? {} : { phrase }),
      ...(span.labels === undefined ? {} : { labels: span.labels }),
    })
    if (!written.ok) return null
    text += written.value
  }
  return { text, isRewritten: true }
}

/**
 * A pair for every answer of a model that people changed and did not reject: chosen is what they made of it, rejected what the model
 * said. A dialogue without one is named in the report.
 */
export function preferencePairs({ source, turns, images, dialect, note }: RowInput): PreferencePair[] {
  const [image] = images
  if (image === undefined) return []
  const pairs: PreferencePair[] = []
  for (const [index, turn] of source.turns.entries()) {
    const chosen = turns[index]
    if (turn.role !== 'assistant' || turn.run === undefined || chosen === undefined || chosen.isTaught === false)
      continue
    const said = saidIn(turn, dialect, image)
    if (said === null) {
      const message = `What the model said cannot be written in ${dialect.title}; there is no pair for this answer.`
      note('loss', 'rejected-unwritten', message, turn.id)
      continue
    }
    if (said.text === plainText(chosen).trim()) continue
    if (said.isRewritten) {
      const message = `The model spoke ${turn.run.dialect}; its answer is rewritten in ${dialect.title}.`
      note('warning', 'rejected-rewritten', message, turn.id)
    }
    const rejected: PicturedTurn = { role: 'assistant', pieces: [{ kind: 'text', text: said.text }] }
    pairs.push({ asked: turns.slice(0, index), chosen, rejected })
  }
  if (pairs.length === 0) {
    note('loss', 'no-pair', 'The dialogue is left out: nobody changed what a model said in it.')
  }
  return pairs
}
