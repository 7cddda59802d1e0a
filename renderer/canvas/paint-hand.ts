import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import type { CornerGrip } from './corners.ts'
import { handleSize } from './handles.ts'
import { regionColour } from './palette.ts'
import { dashes, line, lookOf, paintTag, placeOf, strokeAll, tagFont } from './shape-marks.ts'
import type { Guide } from './snapping.ts'
import type { Viewport } from './viewport.ts'

/** Draws one region that is selected or under the pointer: thicker; filled while the pointer is on it, with a white halo where it is selected. */
export function paintRaised(
  context: CanvasRenderingContext2D,
  region: Region,
  view: Viewport,
  selected: boolean,
): void {
  const place = placeOf(region.shape, view)
  const colour = regionColour(region.number)
  context.save()
  if (!selected && place.kind === 'polygon') {
    context.fillStyle = colour
    context.globalAlpha = 0.14
    context.beginPath()
    for (const { x, y } of place.corners) context.lineTo(x, y)
    context.fill()
    context.globalAlpha = 1
  }
  if (!selected && place.kind === 'box') {
    context.fillStyle = colour
    context.globalAlpha = 0.14
    context.fillRect(place.x, place.y, place.w, place.h)
    context.globalAlpha = 1
  }
  if (selected) strokeAll(context, [place], '#ffffff', 6)
  context.setLineDash(dashes[lookOf(region)] as number[])
  strokeAll(context, [place], colour, 3)
  context.font = tagFont()
  context.textBaseline = 'middle'
  paintTag(context, region, place)
  context.restore()
}

/** Draws what the model itself said about a region that was corrected. */
export function paintGhost(context: CanvasRenderingContext2D, region: Region, view: Viewport): void {
  if (region.proposal === undefined) return
  const place = placeOf(region.proposal.predicted, view)
  context.save()
  context.globalAlpha = 0.9
  strokeAll(context, [place], 'rgba(255, 255, 255, 0.75)', 3)
  context.setLineDash(dashes.dashed as number[])
  strokeAll(context, [place], regionColour(region.number), 1.5)
  context.restore()
}

/** Draws the shape in hand in the colour that it will have. */
export function paintDraft(context: CanvasRenderingContext2D, shape: Shape, number: number, view: Viewport): void {
  const place = placeOf(shape, view)
  context.save()
  strokeAll(context, [place], 'rgba(255, 255, 255, 0.9)', 4)
  strokeAll(context, [place], regionColour(number), 2)
  context.restore()
}

/** Draws the grips of a polygon: corners as squares, the one in hand filled, middles of sides as small dots. */
export function paintCorners(
  context: CanvasRenderingContext2D,
  grips: readonly CornerGrip[],
  inHand: number | null,
  view: Viewport,
): void {
  context.save()
  context.strokeStyle = '#1b1b1f'
  context.lineWidth = 1.5
  for (const { kind, index, place } of grips) {
    const x = Math.round(place.x * view.scale + view.x)
    const y = Math.round(place.y * view.scale + view.y)
    context.fillStyle = kind === 'corner' && index === inHand ? '#1b1b1f' : '#ffffff'
    context.beginPath()
    if (kind === 'corner') context.rect(x - handleSize / 2, y - handleSize / 2, handleSize, handleSize)
    else context.arc(x, y, handleSize / 3, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  context.restore()
}

/** Draws the lines that something was drawn to, a little longer than what they join. */
export function paintGuides(context: CanvasRenderingContext2D, guides: readonly Guide[], view: Viewport): void {
  context.save()
  for (const { axis, at, from, to } of guides) {
    const place = Math.round(at * view.scale + view[axis]) + 0.5
    const other = axis === 'x' ? view.y : view.x
    const start = from * view.scale + other - 8
    const end = to * view.scale + other + 8
    for (const [colour, width] of [
      ['rgba(255, 255, 255, 0.85)', 3],
      ['#d6006c', 1],
    ] as const) {
      context.strokeStyle = colour
      context.lineWidth = width
      if (axis === 'x') line(context, place, start, place, end)
      else line(context, start, place, end, place)
    }
  }
  context.restore()
}

/** Draws lines through the pointer, within the picture. */
export function paintCrosshair(
  context: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number },
  size: Size,
  view: Viewport,
): void {
  const left = view.x
  const top = view.y
  const right = left + size.width * view.scale
  const bottom = top + size.height * view.scale
  if (at.x < left || at.x > right || at.y < top || at.y > bottom) return
  for (const [colour, dash] of [
    ['rgba(0, 0, 0, 0.6)', []],
    ['rgba(255, 255, 255, 0.9)', [4, 4]],
  ] as const) {
    context.save()
    context.strokeStyle = colour
    context.lineWidth = 1
    context.setLineDash([...dash])
    context.beginPath()
    context.moveTo(left, Math.round(at.y) + 0.5)
    context.lineTo(right, Math.round(at.y) + 0.5)
    context.moveTo(Math.round(at.x) + 0.5, top)
    context.lineTo(Math.round(at.x) + 0.5, bottom)
    context.stroke()
    context.restore()
  }
}
