import { shapeBounds, shapeNumbers } from '../../shared/dialects/mention.ts'
import { shapeIou } from '../../shared/dialogue/box-of-shape.ts'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import { t } from './translate.ts'

/** "R3 dog", or "R3" without a label. */
export function regionName(region: Pick<Region, 'number' | 'label'>): string {
  return region.label === '' ? `R${region.number}` : `R${region.number} ${region.label}`
}

/** "proposal", "edited, IoU 0.71", "accepted", "rejected"; `null` for what people drew or imported. */
export function regionState(region: Region): string | null {
  if (!region.proposal) return null
  switch (region.proposal.judgement) {
    case 'open':
      return t('region.state.open')
    case 'accepted':
      return t('region.state.accepted')
    case 'rejected':
      return t('region.state.rejected')
    case 'corrected': {
      const iou = editIou(region)
      return iou === null ? t('region.state.edited') : t('region.state.edited-iou', { iou: iou.toFixed(2) })
    }
  }
}

/** "87 %"; `null` where the model said nothing of the kind. */
export function regionConfidence({ proposal }: Region): string | null {
  if (proposal?.confidence === undefined) return null
  return t('region.confidence', { percent: Math.round(100 * proposal.confidence) })
}

/** How well the box of a corrected shape agrees with that of what the model said; `null` for points and for what nobody corrected. */
export function editIou(region: Region): number | null {
  const { shape, proposal } = region
  return proposal?.judgement === 'corrected' ? shapeIou(shape, proposal.predicted) : null
}

/** The numbers of a point or a box, those of the box around a polygon. */
function cornerNumbers(shape: Shape): [x: number, y: number, ...rest: number[]] {
  const bounds = shape.kind === 'polygon' ? shapeBounds(shape) : null
  const [x = 0, y = 0, ...rest] = bounds === null ? shapeNumbers(shape) : Object.values(bounds)
  return [x, y, ...rest]
}

/** For people who do not see the canvas: "R3 dog, box, 41 % from left, 20 % from top, proposal". Left and top edge of a box. */
export function describeRegion(region: Region, size: Size): string {
  const { shape } = region
  const [x, y] = cornerNumbers(shape)
  const words = [
    regionName(region),
    t(`region.kind.${shape.kind}`),
    t('region.place', { x: Math.round((100 * x) / size.width), y: Math.round((100 * y) / size.height) }),
  ]
  const state = regionState(region)
  const percent = region.proposal?.confidence
  if (state !== null) words.push(state)
  if (percent !== undefined) words.push(t('region.confidence-name', { percent: Math.round(100 * percent) }))
  if (region.hidden) words.push(t('regions.hidden'))
  if (region.locked) words.push(t('regions.locked'))
  return words.join(', ')
}

/** The coordinates in whole pixels: "120 48 260 190" or "120 48"; of a polygon the box around it. */
export function regionPixels(region: Pick<Region, 'shape'>): string {
  const { shape } = region
  return cornerNumbers(shape)
    .map((value) => Math.round(value))
    .join(' ')
}
