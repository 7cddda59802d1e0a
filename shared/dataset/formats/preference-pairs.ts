import type { Dialect } from '../../dialects/dialect.ts'
import { dialectById } from '../../dialects/registry.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import type { Alternative, Run, Turn } from '../../dialogue/turn.ts'
import { hasErrors } from '../report.ts'
import { dialectRules } from './dialect-rules.ts'
import { type PicturedTurn, plainText } from './pictured-turn.ts'
import type { RowInput } from './trainer-format.ts'
import { writeTurns } from './write-turns.ts'

/** An answer as people left it and as the model said it, with everything that was said before. */
export type PreferencePair = {
  readonly asked: readonly PicturedTurn[]
  readonly chosen: PicturedTurn
  readonly rejected: PicturedTurn
}

/** What the model said, in this dialect: its own text where it spoke it, else read and written again. Null where that cannot be done. */
function saidIn(run: Run, dialect: Dialect, image: ImageFile): { text: string; isRewritten: boolean } | null {
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

/** An answer that was set aside, as text in this dialect; null where that cannot be done. */
function setAsideIn(other: Alternative, turn: Turn, input: RowInput): { text: string; isRewritten: boolean } | null {
  const { source, dialect, images } = input
  const [image] = images
  if (other.run !== undefined && image !== undefined) return saidIn(other.run, dialect, image)
  // Regions of a project are many and shared: those that only this answer has are laid over them.
  const regions: Record<string, Region> = Object.create(source.regions)
  for (const region of other.regions) regions[region.id] = region
  const rules = dialectRules(dialect, /(?!)/, () => true)
  // What could not be read as coordinates is words to it.
  const parts = other.parts.map((part) =>
    part.kind === 'malformed' ? { kind: 'text' as const, text: part.text } : part,
  )
  const written = writeTurns({ ...source, regions, turns: [{ ...turn, parts }] }, rules)
  const [said] = written.turns
  if (said === undefined || written.isLeftOut || hasErrors(written.report)) return null
  return { text: plainText(said), isRewritten: false }
}

/**
 * A pair for every answer of a model that people changed and did not reject: chosen is what they made of it, rejected what the model
 * said; and one for every answer in its place that was set aside and rejected. A dialogue without one is named in the report.
 */
export function preferencePairs(input: RowInput): PreferencePair[] {
  const { source, turns, images, dialect, note } = input
  const [image] = images
  if (image === undefined) return []
  const pairs: PreferencePair[] = []
  for (const [index, turn] of source.turns.entries()) {
    const chosen = turns[index]
    if (turn.role !== 'assistant' || chosen === undefined || chosen.isTaught === false) continue
    const rejected = (turn.alternatives ?? []).filter((other) => other.review === 'rejected')
    const answers = [
      ...rejected.map((other) => ({ said: setAsideIn(other, turn, input), spoke: other.run?.dialect })),
      ...(turn.run === undefined ? [] : [{ said: saidIn(turn.run, dialect, image), spoke: turn.run.dialect }]),
    ]
    for (const { said, spoke } of answers) {
      if (said === null) {
        const message = `A rejected answer cannot be written in ${dialect.title}; there is no pair for it.`
        note('loss', 'rejected-unwritten', message, turn.id)
        continue
      }
      if (said.text.trim() === plainText(chosen).trim()) continue
      if (said.isRewritten) {
        const message = `The model spoke ${spoke}; its answer is rewritten in ${dialect.title}.`
        note('warning', 'rejected-rewritten', message, turn.id)
      }
      const pieces: PicturedTurn['pieces'] = [{ kind: 'text', text: said.text }]
      pairs.push({ asked: turns.slice(0, index), chosen, rejected: { role: 'assistant', pieces } })
    }
  }
  const last = Math.max(...pairs.map(({ asked }) => asked.length))
  if (pairs.length > 0 && last < turns.length - 1) {
    const message = 'What is said after the last answer that was changed is left out.'
    note('loss', 'rest-lost', message, source.turns[last + 1]?.id)
  }
  if (pairs.length === 0) {
    note('loss', 'no-pair', 'The dialogue is left out: nobody changed what a model said in it.')
  }
  return pairs
}
