import type { ReportLine } from '../api/dataset.ts'
import type { Turn } from '../dialogue/turn.ts'
import { reportOn } from './report.ts'
import { createSeenKeys, textKey } from './seen-keys.ts'
import type { DialogueSource } from './source.ts'

/** The question and the answer of a round with their places, as one number; rounds that say the same have the same. */
function roundKey(source: DialogueSource, ask: Turn, answer: Turn): number {
  let said = source.dialogue.imageIds.join(' ')
  for (const turn of [ask, answer]) {
    said += '\n\n'
    for (const part of turn.parts) {
      if (part.kind === 'mention') {
        for (const id of part.regionIds) said += `\n[${JSON.stringify(source.regions[id]?.shape)}]`
      } else said += `\n${part.kind === 'image' ? part.imageId : part.text}`
    }
  }
  return textKey(said)
}

/** The keys of a dialogue's rounds, with the turn that asks. */
export function roundKeys(source: DialogueSource): { readonly key: number; readonly turnId: string }[] {
  const keys: { key: number; turnId: string }[] = []
  for (let at = 0; at + 1 < source.turns.length; at++) {
    const [ask, answer] = [source.turns[at], source.turns[at + 1]]
    if (ask?.role !== 'user' || answer?.role !== 'assistant') continue
    keys.push({ key: roundKey(source, ask, answer), turnId: ask.id })
  }
  return keys
}

/** What is said of a round that stands there before. */
export const twinMessage = 'The same question with the same answer stands on this picture before.'

/** Notes dialogues that say the same on the same picture. */
export function createTwins(): (source: DialogueSource) => ReportLine[] {
  const seen = createSeenKeys()
  return (source) =>
    roundKeys(source).flatMap(({ key, turnId }) =>
      seen.add(key) ? [] : [reportOn(source, 'warning', 'duplicate-turn', twinMessage, turnId)],
    )
}
