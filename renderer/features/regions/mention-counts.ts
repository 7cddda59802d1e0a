import type { Turn } from '../../../shared/dialogue/turn.ts'

/** How often each region is mentioned in these turns, by id. */
export function mentionCounts(turns: readonly Turn[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      if (part.kind !== 'mention') continue
      for (const id of part.regionIds) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
}
