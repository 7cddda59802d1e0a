import type { Part } from '../dialogue/turn.ts'
import type { DialogueId, RegionId, TurnId } from '../ids.ts'
import type { DeixisRecord } from './record.ts'
import { textHash } from './text-hash.ts'

/**
 * A record of a foreign file under ids that come from what it says: the same region (picture, place and label) and the same dialogue
 * (pictures and words) get the same ids whichever file, line or time they come from. Regions that are the same become one.
 */
export function withStableIds(record: DeixisRecord): DeixisRecord {
  const ids = new Map<string, RegionId>()
  const regions = new Map<string, DeixisRecord['regions'][number]>()
  const idOf = (region: DeixisRecord['regions'][number]): RegionId => {
    const id = `m${textHash(JSON.stringify([region.imageId, region.shape, region.label]))}` as RegionId
    ids.set(region.id, id)
    return id
  }
  for (const region of record.regions) {
    const id = idOf(region)
    if (!regions.has(id)) regions.set(id, { ...region, id })
  }
  if (record.kind === 'image') return { ...record, regions: [...regions.values()] }
  const named = (parts: readonly Part[]): Part[] =>
    parts.map((part): Part => {
      if (part.kind !== 'mention') return part
      return { ...part, regionIds: part.regionIds.map((id) => ids.get(id) ?? id) }
    })
  const others = record.turns.map(({ alternatives = [] }) =>
    alternatives.map((one) => {
      const own = one.regions.map((region) => ({ ...region, id: idOf(region) }))
      return { ...one, parts: named(one.parts), regions: own }
    }),
  )
  const said = record.turns.map(({ role, parts }, index) => {
    const instead = others[index]?.map((one) => one.parts) ?? []
    return { role, parts: named(parts), ...(instead.length === 0 ? {} : { instead }) }
  })
  const { dialogue } = record
  const hash = textHash(JSON.stringify([dialogue.kind, dialogue.imageIds, said]))
  const dialogueId = `m${hash}` as DialogueId
  return {
    ...record,
    dialogue: { ...dialogue, id: dialogueId },
    regions: [...regions.values()],
    turns: record.turns.map((turn, index) => {
      const id = `${dialogueId}-${index}` as TurnId
      const alternatives = (others[index] ?? []).map((one) => ({
        ...one,
        regions: one.regions.map((region) =>
          region.proposal === undefined ? region : { ...region, proposal: { ...region.proposal, turnId: id } },
        ),
      }))
      const parts = said[index]?.parts ?? turn.parts
      return { ...turn, id, dialogueId, parts, ...(alternatives.length === 0 ? {} : { alternatives }) }
    }),
  }
}
