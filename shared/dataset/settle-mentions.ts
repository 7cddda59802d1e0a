import type { ExportOptions } from '../api/dataset.ts'
import { mentionShape } from '../dialogue/mention-shape.ts'
import { sameShape } from '../dialogue/moved-mentions.ts'
import type { Region, Shape } from '../dialogue/region.ts'
import type { Part } from '../dialogue/turn.ts'
import type { RegionId } from '../ids.ts'
import type { DialogueSource } from './source.ts'

/** Whether a mention can be at another place than its region. */
function mayDiffer(part: Part, coordinates: ExportOptions['coordinates']): boolean {
  return part.kind === 'mention' && part.sent !== undefined && (part.keeps === true || coordinates === 'sent')
}

/**
 * A dialogue in which every mention is where `mentionShape` says: where that is not its region's own place, it names a copy of the
 * region that is there, with the same number. All of a dialogue's mentions of a region at one place share one copy.
 */
export function settleMentions(source: DialogueSource, { coordinates }: ExportOptions): DialogueSource {
  if (!source.turns.some(({ parts }) => parts.some((part) => mayDiffer(part, coordinates)))) return source
  const { regions } = source
  const copies = new Map<string, Region[]>()
  // Regions of a project are many and shared: only what differs is laid over them.
  const settled: Record<string, Region> = Object.create(regions)
  const copyAt = (region: Region, shape: Shape): RegionId => {
    const made = copies.get(region.id) ?? []
    copies.set(region.id, made)
    const found = made.find((one) => sameShape(one.shape, shape))
    if (found !== undefined) return found.id
    const copy = { ...region, id: `${region.id}~${made.length + 1}` as RegionId, shape }
    made.push(copy)
    settled[copy.id] = copy
    return copy.id
  }
  const turns = source.turns.map((turn) => ({
    ...turn,
    parts: turn.parts.map((part) => {
      if (part.kind !== 'mention' || !mayDiffer(part, coordinates)) return part
      const regionIds = part.regionIds.map((id, nth) => {
        const region = regions[id]
        const shape = mentionShape(part, nth, regions, coordinates)
        return region === undefined || shape === undefined || sameShape(shape, region.shape)
          ? id
          : copyAt(region, shape)
      })
      const { sent: _, keeps: __, ...rest } = part
      return { ...rest, regionIds }
    }),
  }))
  return { ...source, turns, regions: settled }
}

/** A dialogue for a format that keeps both places: with coordinates as they were sent, its mentions say that they keep those. */
export function keepSent(source: DialogueSource, { coordinates }: ExportOptions): DialogueSource {
  if (coordinates !== 'sent') return source
  const turns = source.turns.map((turn) => ({
    ...turn,
    parts: turn.parts.map((part) =>
      part.kind === 'mention' && part.sent !== undefined ? { ...part, keeps: true } : part,
    ),
  }))
  return { ...source, turns }
}
