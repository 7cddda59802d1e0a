import type { Region } from '../../shared/dialogue/region.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import { regionColour } from './palette.ts'
import {
  dashes,
  type Look,
  lookOf,
  type Place,
  paintTag,
  placeOf,
  ringRadius,
  strokeAll,
  tagFont,
  tagHeight,
} from './shape-marks.ts'
import type { Viewport } from './viewport.ts'

/** Above this many on the screen, lines lose their dark edge and only large regions keep their tag. */
const crowd = 400

function isVisible(place: Place, area: Size): boolean {
  const margin = ringRadius + tagHeight()
  return (
    place.x <= area.width + margin &&
    place.y <= area.height + margin &&
    place.x + place.w >= -margin &&
    place.y + place.h >= -margin
  )
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
  context.font = tagFont()
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
