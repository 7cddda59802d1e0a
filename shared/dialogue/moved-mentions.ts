import type { RegionId } from '../ids.ts'
import type { Region, Shape } from './region.ts'
import type { MentionPart, Part, Turn } from './turn.ts'

type Regions = Readonly<Record<string, Region | undefined>>

/** Whether two shapes are the same to the last digit. */
export function sameShape(a: Shape, b: Shape): boolean {
  return JSON.stringify(numbers(a)) === JSON.stringify(numbers(b))
}

function numbers(shape: Shape): unknown[] {
  switch (shape.kind) {
    case 'point':
      return ['point', shape.x, shape.y]
    case 'box':
      return ['box', shape.x1, shape.y1, shape.x2, shape.y2]
    case 'polygon':
      return ['polygon', ...shape.points.map(({ x, y }) => [x, y])]
  }
}

/**
 * The parts of a message that a person just wrote, each mention with its regions' shapes of now. Mentions that have them, that name
 * a deleted region, or a proposal of the message itself (its edits are corrections, not moves) stay as they are.
 */
export function stampMentions(parts: readonly Part[], regions: Regions, turnId: string): Part[] {
  return parts.map((part) => {
    if (part.kind !== 'mention' || part.sent?.length === part.regionIds.length) return part
    const found = part.regionIds.flatMap((id) => regions[id] ?? [])
    if (found.length < part.regionIds.length) return part
    if (found.some((region) => region.proposal?.turnId === turnId)) return part
    return { ...part, sent: found.map((region) => copyOf(region.shape)) }
  })
}

function copyOf(shape: Shape): Shape {
  return JSON.parse(JSON.stringify(shape)) as Shape
}

function changed(part: MentionPart, regions: Regions): RegionId[] {
  return part.regionIds.filter((id, index) => {
    const region = regions[id]
    const sent = part.sent?.[index]
    return region !== undefined && sent !== undefined && !sameShape(region.shape, sent)
  })
}

/** The regions of a turn that were changed after it mentioned them, apart by what the turn does about it. */
export function movedMentions(
  turn: Turn,
  regions: Regions,
): { readonly follows: readonly RegionId[]; readonly keeps: readonly RegionId[] } {
  const mentions = turn.parts.filter((part): part is MentionPart => part.kind === 'mention')
  const of = (keeps: boolean): RegionId[] => [
    ...new Set(mentions.filter((part) => (part.keeps ?? false) === keeps).flatMap((part) => changed(part, regions))),
  ]
  return { follows: of(false), keeps: of(true) }
}
