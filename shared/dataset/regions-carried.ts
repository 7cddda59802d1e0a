import type { Region } from '../dialogue/region.ts'
import { regionsMentioned } from './audit.ts'
import { type DialogueSource, sortedRegions } from './source.ts'

/** The regions that a dialogue's record carries: those it mentions and those its turns proposed. */
export function regionsCarried(source: DialogueSource): Region[] {
  const proposed = source.turns.flatMap((turn) => source.index.ofTurn.get(turn.id) ?? [])
  return sortedRegions([...new Set([...regionsMentioned(source.turns, source.regions), ...proposed])])
}
