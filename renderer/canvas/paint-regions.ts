import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import { regionName } from '../text/describe-region.ts'
import type { CornerGrip } from './corners.ts'
import { handleSize } from './handles.ts'
import { inkOn, regionColour } from './palette.ts'
import { boundsOf } from './shapes.ts'
import type { Guide } from './snapping.ts'
import type { Viewport } from './viewport.ts'

/** How a region is drawn: solid for what people made or agreed to, dashed for open proposals, dotted and dim for rejected ones. */
type Look = 'solid' | 'dashed' | 'dotted'

const dashes: Record<Look, readonly number[]> = { solid: [], dashed: [6, 4], dotted: [1.5, 4] }

/** Above this many on the screen, lines lose their dark edge and only large regions keep their tag. */
const crowd = 400
const tagFont = '600 11px system-ui, "Segoe UI", "Liberation Sans", sans-serif'
const tagHeight = 16
const longestTag = 260
const ringRadius = 7

function lookOf(region: Region): Look {
  if (region.proposal?.judgement === 'open') return 'dashed'
  return region.proposal?.judgement === 'rejected' ? 'dotted' : 'solid'
}

/** A shape's place on the stage. */
type Place = {
  readonly kind: Shape['kind']
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** A polygon's corners. */
  readonly corners: readonly { readonly x: number; readonly y: number }[]
}

function placeOf(shape: Shape, view: Viewport): Place {
  const { x1, y1, x2, y2 } = boundsOf(shape)
  const { scale } = view
  return {
    kind: shape.kind,
    x: x1 * scale + view.x,
    y: y1 * scale + view.y,
    w: (x2 - x1) * scale,
    h: (y2 - y1) * scale,
    corners:
      shape.kind === 'polygon'
        ? shape.points.map((point) => ({ x: point.x * scale + view.x, y: point.y * scale + view.y }))
        : [],
  }
}

function isVisible(place: Place, area: Size): boolean {
  const margin = ringRadius + tagHeight
  return (
    place.x <= area.width + margin &&
    place.y <= area.height + margin &&
    place.x + place.w >= -margin &&
    place.y + place.h >= -margin
  )
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath()
  context.moveTo(x1, y1)
  context.lineTo(x2, y2)
  context.stroke()
}

/** `byEdge`: four lines, which Chromium dashes on a fast path (half the time of a dashed rectangle at 10,000 boxes). */
function trace(context: CanvasRenderingContext2D, place: Place, byEdge: boolean): void {
  if (place.kind === 'box' && byEdge) {
    const { x, y, w, h } = place
    line(context, x, y, x + w, y)
    line(context, x, y + h, x + w, y + h)
    line(context, x, y, x, y + h)
    line(context, x + w, y, x + w, y + h)
    return
  }
  if (place.kind === 'box') {
    context.strokeRect(place.x, place.y, place.w, place.h)
    return
  }
  context.beginPath()
  if (place.kind === 'polygon') {
    for (const { x, y } of place.corners) context.lineTo(x, y)
    context.closePath()
    context.stroke()
    return
  }
  context.arc(place.x, place.y, ringRadius, 0, 2 * Math.PI)
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(place.x + dx * 2, place.y + dy * 2)
    context.lineTo(place.x + dx * (ringRadius + 4), place.y + dy * (ringRadius + 4))
  }
  context.stroke()
}

function strokeAll(
  context: CanvasRenderingContext2D,
  places: readonly Place[],
  colour: string,
  width: number,
  byEdge = false,
): void {
  context.strokeStyle = colour
  context.lineWidth = width
  for (const place of places) trace(context, place, byEdge)
}

const tagWidths = new Map<string, number>()

function tagWidth(context: CanvasRenderingContext2D, text: string): number {
  const known = tagWidths.get(text)
  if (known !== undefined) return known
  if (tagWidths.size > 20_000) tagWidths.clear()
  const width = Math.ceil(context.measureText(text).width) + 8
  tagWidths.set(text, width)
  return width
}

function paintTag(context: CanvasRenderingContext2D, region: Region, place: Place): void {
  const text = regionName(region)
  const width = Math.min(longestTag, tagWidth(context, text))
  const x = Math.round(place.kind === 'point' ? place.x + ringRadius + 4 : place.x - 1)
  const above = place.kind === 'point' ? place.y - ringRadius - tagHeight : place.y - tagHeight - 1
  const y = Math.round(above < 0 ? place.y + 1 : above)
  const colour = regionColour(region.number)
  context.fillStyle = colour
  context.fillRect(x, y, width, tagHeight)
  context.fillStyle = inkOn(colour)
  context.fillText(text, x + 4, y + tagHeight / 2 + 0.5, width - 8)
}

/** How regions are drawn when so many of them are visible. */
export type PaintPlan = {
  readonly crowded: boolean
  /** A box needs this area on the screen to carry its tag. */
  readonly tagArea: number
}

/** What a painting of these regions looks like; parts of it that are painted later must use the same plan. */
export function planPainting(regions: readonly Region[], view: Viewport, area: Size): PaintPlan {
  const areas: number[] = []
  let visible = 0
  for (const { shape } of regions) {
    const place = placeOf(shape, view)
    if (!isVisible(place, area)) continue
    visible++
    if (isRoomy(place)) areas.push(place.w * place.h)
  }
  if (visible <= crowd) return { crowded: false, tagArea: 0 }
  areas.sort((a, b) => b - a)
  return { crowded: true, tagArea: areas[crowd - 1] ?? 0 }
}

function isRoomy(place: Place): boolean {
  return place.w >= 60 && place.h >= 24
}

function wantsTag(place: Place, plan: PaintPlan): boolean {
  return !plan.crowded || (isRoomy(place) && place.w * place.h >= plan.tagArea)
}

/** Draws the lines of regions at rest, as wide at every zoom. */
export function paintLines(
  context: CanvasRenderingContext2D,
  regions: readonly Region[],
  view: Viewport,
  area: Size,
  plan: PaintPlan,
): void {
  const batches = new Map<string, { colour: string; look: Look; places: Place[] }>()
  for (const region of regions) {
    const place = placeOf(region.shape, view)
    if (!isVisible(place, area)) continue
    const colour = regionColour(region.number)
    const look = lookOf(region)
    const batch = batches.get(colour + look)
    if (batch === undefined) batches.set(colour + look, { colour, look, places: [place] })
    else batch.places.push(place)
  }
  context.save()
  for (const { colour, look, places } of batches.values()) {
    context.globalAlpha = look === 'dotted' ? 0.55 : 1
    context.setLineDash(dashes[look] as number[])
    if (!plan.crowded) strokeAll(context, places, 'rgba(0, 0, 0, 0.45)', 3.5)
    strokeAll(context, places, colour, 2, look !== 'solid' && plan.crowded)
  }
  context.restore()
}

/** Draws the tags of regions at rest; they lie above all lines. */
export function paintTags(
  context: CanvasRenderingContext2D,
  regions: readonly Region[],
  view: Viewport,
  area: Size,
  plan: PaintPlan,
): void {
  context.save()
  context.font = tagFont
  context.textBaseline = 'middle'
  for (const region of regions) {
    const place = placeOf(region.shape, view)
    if (!wantsTag(place, plan) || !isVisible(place, area)) continue
    context.globalAlpha = lookOf(region) === 'dotted' ? 0.55 : 1
    paintTag(context, region, place)
  }
  context.restore()
}

/** Draws regions at rest: lines, then tags. */
export function paintRegions(
  context: CanvasRenderingContext2D,
  regions: readonly Region[],
  view: Viewport,
  area: Size,
): void {
  const plan = planPainting(regions, view, area)
  paintLines(context, regions, view, area, plan)
  paintTags(context, regions, view, area, plan)
}

/** How far a region's marks reach beyond its bounds, in screen pixels: its ring and line, and its tag to the right and above. */
export const reachOfMarks = { line: ringRadius + 5, tag: 280, tagHeight: tagHeight + 4 } as const

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
  context.font = tagFont
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
