import type { Region } from '../../../shared/dialogue/region.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { regionName } from '../../text/describe-region.ts'
import type { Template } from './templates.ts'

/** What the `@` list offers. */
export type MentionOption =
  | { readonly kind: 'region'; readonly id: RegionId; readonly region: Region }
  | { readonly kind: 'template'; readonly id: string; readonly template: Template }
  | { readonly kind: 'save'; readonly id: string }
  | { readonly kind: 'draw'; readonly id: string; readonly tool: 'box' | 'point' }

/** The regions that fit what was typed after `@` (id or label), newest numbers last, then the two ways to draw a new one. */
export function mentionOptions(
  regions: readonly Region[],
  query: string,
  drawNames: { readonly box: string; readonly point: string },
): MentionOption[] {
  const wanted = query.toLocaleLowerCase()
  const fits = (name: string): boolean => name.toLocaleLowerCase().includes(wanted)
  const found = regions
    .filter((region) => region.proposal?.judgement !== 'rejected')
    .filter((region) => fits(regionName(region)) || `${region.number}` === wanted)
    .sort((a, b) => a.number - b.number)
    .map((region): MentionOption => ({ kind: 'region', id: region.id, region }))
  const draw = (['box', 'point'] as const)
    .filter((tool) => fits(drawNames[tool]))
    .map((tool): MentionOption => ({ kind: 'draw', id: `draw-${tool}`, tool }))
  return [...found, ...draw]
}
