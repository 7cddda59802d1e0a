import type { Region, Shape } from '../../shared/dialogue/region.ts'
import { regionName } from '../text/describe-region.ts'
import { textScale } from '../ui/text-scale.ts'
import { inkOn, regionColour } from './palette.ts'
import { boundsOf } from './shapes.ts'
import type { Viewport } from './viewport.ts'

/** How a region is drawn: solid for what people made or agreed to, dashed for open proposals, dotted and dim for rejected ones. */
export type Look = 'solid' | 'dashed' | 'dotted'

export const dashes: Record<Look, readonly number[]> = { solid: [], dashed: [6, 4], dotted: [1.5, 4] }
/** Tags are as large as the texts beside the picture. */
export function tagFont(): string {
  return `600 ${11 * textScale()}px system-ui, "Segoe UI", "Liberation Sans", sans-serif`
}

export function tagHeight(): number {
  return Math.round(16 * textScale())
}

const longestTag = 260
export const ringRadius = 7

export function lookOf(region: Region): Look {
  if (region.proposal?.judgement === 'open') return 'dashed'
  return region.proposal?.judgement === 'rejected' ? 'dotted' : 'solid'
}

/** A shape's place on the stage. */
export type Place = {
  readonly kind: Shape['kind']
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** A polygon's corners. */
  readonly corners: readonly { readonly x: number; readonly y: number }[]
}

export function placeOf(shape: Shape, view: Viewport): Place {
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

export function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
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

export function strokeAll(
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
let widthsScale = 1

function tagWidth(context: CanvasRenderingContext2D, text: string): number {
  if (widthsScale !== textScale()) tagWidths.clear()
  widthsScale = textScale()
  const known = tagWidths.get(text)
  if (known !== undefined) return known
  if (tagWidths.size > 20_000) tagWidths.clear()
  const width = Math.ceil(context.measureText(text).width) + 8
  tagWidths.set(text, width)
  return width
}

export function paintTag(context: CanvasRenderingContext2D, region: Region, place: Place): void {
  const text = regionName(region)
  const height = tagHeight()
  const width = Math.min(longestTag * textScale(), tagWidth(context, text))
  const x = Math.round(place.kind === 'point' ? place.x + ringRadius + 4 : place.x - 1)
  const above = place.kind === 'point' ? place.y - ringRadius - height : place.y - height - 1
  const y = Math.round(above < 0 ? place.y + 1 : above)
  const colour = regionColour(region.number)
  context.fillStyle = colour
  context.fillRect(x, y, width, height)
  context.fillStyle = inkOn(colour)
  context.fillText(text, x + 4, y + height / 2 + 0.5, width - 8)
}

/** How far a region's marks reach beyond its bounds, in screen pixels: its ring and line, and its tag to the right and above. */
export function reachOfMarks(): { readonly line: number; readonly tag: number; readonly tagHeight: number } {
  return { line: ringRadius + 5, tag: longestTag * textScale() + 20, tagHeight: tagHeight() + 4 }
}
