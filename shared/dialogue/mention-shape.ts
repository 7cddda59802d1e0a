import type { Region, Shape } from './region.ts'
import type { MentionPart } from './turn.ts'

/**
 * Where a mention's nth region (from 0) is, in pixels of the upright picture: as it was sent where the mention keeps that, else as the
 * region is now. With `sent` every mention is as it was sent: by a person what they pointed at, by a model what it predicted. Undefined
 * where the region is gone.
 */
export function mentionShape(
  part: MentionPart,
  nth: number,
  regions: Readonly<Record<string, Region | undefined>>,
  coordinates: 'now' | 'sent' = 'now',
): Shape | undefined {
  const id = part.regionIds[nth]
  const region = id === undefined ? undefined : regions[id]
  if (region === undefined) return undefined
  const sent = part.sent?.[nth]
  if (coordinates === 'sent') return sent ?? region.proposal?.predicted ?? region.shape
  return (part.keeps === true && sent) || region.shape
}
