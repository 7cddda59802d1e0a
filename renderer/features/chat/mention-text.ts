import type { Dialect } from '../../../shared/dialects/dialect.ts'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { assertNever } from '../../../shared/result.ts'

/** Finds what mentions name: in the document, or in the answer that is being written. */
export type RegionLookup = (id: string) => Region | undefined

/**
 * One mention as the dialect writes it. A mention that cannot be written (a region is gone, kinds are mixed, the dialect has no
 * points) gives `null` and the reason.
 */
export function mentionText(
  ids: readonly string[],
  lookup: RegionLookup,
  dialect: Dialect,
  size: Size | undefined,
  kept?: readonly Shape[],
): { readonly text: string | null; readonly reason: string | null } {
  const regions = ids.map(lookup)
  if (!size || regions.some((region) => !region)) return { text: null, reason: null }
  const found = regions.flatMap((region) => region ?? [])
  const written = dialect.encode(
    found.map((region, index) => kept?.[index] ?? region.shape),
    size,
    { role: 'user', labels: found.map((region) => region.label) },
  )
  return written.ok ? { text: written.value, reason: null } : { text: null, reason: written.error.message }
}

/** A whole message as text, mentions as coordinates; those that cannot be written appear as `goneText`. */
export function partsText(
  parts: readonly Part[],
  lookup: RegionLookup,
  dialect: Dialect,
  size: Size | undefined,
  goneText: string,
): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
        case 'malformed':
          return part.text
        case 'mention':
          return mentionText(part.regionIds, lookup, dialect, size, part.keeps ? part.sent : undefined).text ?? goneText
        case 'image':
          return ''
        default:
          return assertNever(part)
      }
    })
    .join('')
}
