import type { ReportLine } from '../api/dataset.ts'
import { reportOn } from './report.ts'
import type { DialogueSource } from './source.ts'

/** Notes dialogues that say the same on the same picture. */
export function createTwins(): (source: DialogueSource) => ReportLine[] {
  const seen = new Set<string>()
  return (source) => {
    const lines: ReportLine[] = []
    for (const [index, turn] of source.turns.entries()) {
      const answer = source.turns[index + 1]
      if (turn.role !== 'user' || answer?.role !== 'assistant') continue
      const said = [turn, answer].map((one) =>
        one.parts.map((part) => {
          if (part.kind === 'mention') return part.regionIds.map((id) => source.regions[id]?.shape ?? null)
          return part.kind === 'image' ? part.imageId : part.text
        }),
      )
      const key = JSON.stringify([source.dialogue.imageIds, said])
      if (seen.has(key)) {
        const message = 'The same question with the same answer stands on this picture before.'
        lines.push(reportOn(source, 'warning', 'duplicate-turn', message, turn.id))
      }
      seen.add(key)
    }
    return lines
  }
}
