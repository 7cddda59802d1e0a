import type { Turn } from './turn.ts'

/** The ids of every region that these turns mention. */
export function mentionedRegions(turns: readonly Turn[]): Set<string> {
  const ids = new Set<string>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      if (part.kind === 'mention') for (const id of part.regionIds) ids.add(id)
    }
  }
  return ids
}
