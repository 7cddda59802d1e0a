import type { Region } from '../../../shared/dialogue/region.ts'
import type { ImageId, RegionId } from '../../../shared/ids.ts'
import type { Template } from '../../text/built-templates.ts'
import { regionName } from '../../text/describe-region.ts'

/** What the `@` list offers. */
export type MentionOption =
  /** `path` where the region lies on another picture of the dialogue than the open one. */
  | { readonly kind: 'region'; readonly id: RegionId; readonly region: Region; readonly path?: string | undefined }
  | { readonly kind: 'image'; readonly id: ImageId; readonly path: string }
  | { readonly kind: 'template'; readonly id: string; readonly template: Template }
  | { readonly kind: 'save'; readonly id: string }
  | { readonly kind: 'manage'; readonly id: string }
  | { readonly kind: 'draw'; readonly id: string; readonly tool: 'box' | 'point' }

/**
 * The regions that fit what was typed after `@` (id or label), newest numbers last and those of other pictures of the dialogue behind, then
 * these pictures by their names where there are several, and the two ways to draw a new region.
 */
export function mentionOptions(
  regions: readonly Region[],
  query: string,
  drawNames: { readonly box: string; readonly point: string },
  images: readonly { readonly id: ImageId; readonly path: string }[] = [],
  open: ImageId | null = null,
): MentionOption[] {
  const pathOf = (region: Region): string | undefined =>
    region.imageId === open ? undefined : images.find((image) => image.id === region.imageId)?.path
  const rank = (region: Region): number =>
    region.imageId === open ? -1 : images.findIndex((image) => image.id === region.imageId)
  const wanted = query.toLocaleLowerCase()
  const fits = (name: string): boolean => name.toLocaleLowerCase().includes(wanted)
  const found = regions
    .filter((region) => region.proposal?.judgement !== 'rejected')
    .filter((region) => fits(regionName(region)) || `${region.number}` === wanted)
    .sort((a, b) => rank(a) - rank(b) || a.number - b.number)
    .map((region): MentionOption => ({ kind: 'region', id: region.id, region, path: pathOf(region) }))
  const pictures = images
    .filter((image) => images.length > 1 && fits(image.path))
    .map((image): MentionOption => ({ kind: 'image', ...image }))
  const draw = (['box', 'point'] as const)
    .filter((tool) => fits(drawNames[tool]))
    .map((tool): MentionOption => ({ kind: 'draw', id: `draw-${tool}`, tool }))
  return [...found, ...pictures, ...draw]
}
