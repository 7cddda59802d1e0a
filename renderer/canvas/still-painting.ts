import type { Region } from '../../shared/dialogue/region.ts'
import type { PixelBox, Size } from '../../shared/geometry/spaces.ts'
import { createHitIndex, type HitIndex } from './hit-index.ts'
import { type PaintPlan, paintLines, paintRegions, paintTags, planPainting } from './paint-regions.ts'
import { reachOfMarks } from './shape-marks.ts'
import { boundsOf } from './shapes.ts'
import { pannedBy, toImage, type Viewport } from './viewport.ts'

/** What is to be seen. `subject` names the picture: another one's painting is of no use. */
export type Scene = {
  readonly subject: unknown
  readonly regions: readonly Region[]
  readonly view: Viewport
  readonly area: Size
  readonly pixelRatio: number
}

/** Regions at rest, painted once and kept. */
export type StillPainting = {
  draw(context: CanvasRenderingContext2D, scene: Scene): void
  dispose(): void
}

/** Up to here, painting everything anew takes a small part of a frame. */
const lightUpTo = 300

/** How many regions are painted in one frame: a few milliseconds of it. */
const perFrame = 200

/** More changes than this are painted as a new painting. */
const mostPatches = 100

/** How far beyond the stage, as a share of it, a painting reaches on each side. */
const reach = 0.5
const restMs = 120

/** A bitmap and what it shows; `view` is the stage's, from whose origin `margin` reaches to the left and above. */
type Painting = {
  readonly subject: unknown
  readonly canvas: HTMLCanvasElement
  readonly view: Viewport
  readonly area: Size
  readonly pixelRatio: number
  readonly margin: Size
  readonly whole: Size
  regions: readonly Region[]
  plan: PaintPlan
  /** What is still to be painted, a step a frame; empty when it is finished. */
  steps: (() => void)[]
}

function within(painting: Painting): Viewport {
  return pannedBy(painting.view, painting.margin.width, painting.margin.height)
}

/** The picture pixels under an area of the stage, wider by what marks may reach. */
function pixelsUnder(view: Viewport, area: PixelBox, wider: { x: number; y: number }): PixelBox {
  const a = toImage(view, { x: area.x1 - wider.x, y: area.y1 - wider.y })
  const b = toImage(view, { x: area.x2 + wider.x, y: area.y2 + wider.y })
  return { x1: a.x, y1: a.y, x2: b.x, y2: b.y }
}

/** Where a region and its tag may have left marks in a painting. */
function marksOf(region: Region, view: Viewport): PixelBox {
  const { x1, y1, x2, y2 } = boundsOf(region.shape)
  const { line, tag, tagHeight } = reachOfMarks()
  return {
    x1: Math.floor(x1 * view.scale + view.x - line),
    y1: Math.floor(y1 * view.scale + view.y - line - tagHeight),
    x2: Math.ceil(Math.max(x2 * view.scale + view.x + line, x1 * view.scale + view.x + tag)),
    y2: Math.ceil(y2 * view.scale + view.y + line),
  }
}

/** Regions of one list that the other does not have as they are. */
function changed(before: readonly Region[], after: readonly Region[]): Region[] {
  const had = new Set(before)
  const has = new Set(after)
  return [...before.filter((region) => !has.has(region)), ...after.filter((region) => !had.has(region))]
}

/**
 * Keeps ten thousand regions painted, so that a frame costs one blit. A pan moves the painting, which reaches beyond the stage; a zoom
 * stretches it until it rests. What must be painted anew is painted beside it, a slice a frame, and where single regions have changed
 * only their place is. Few regions are painted directly. `redraw` asks for another `draw`.
 */
export function createStillPainting(redraw: () => void): StillPainting {
  let shown: Painting | null = null
  let next: Painting | null = null
  let rest: ReturnType<typeof setTimeout> | undefined
  let resting = true
  let lastScale = 0
  let index: { readonly regions: readonly Region[]; readonly hits: HitIndex } | null = null

  function hitsOf(regions: readonly Region[]): HitIndex {
    if (index?.regions !== regions) index = { regions, hits: createHitIndex(regions) }
    return index.hits
  }

  function begin({ subject, regions, view, area, pixelRatio }: Scene): Painting {
    const margin = { width: Math.ceil(area.width * reach), height: Math.ceil(area.height * reach) }
    const whole = { width: area.width + 2 * margin.width, height: area.height + 2 * margin.height }
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(whole.width * pixelRatio)
    canvas.height = Math.round(whole.height * pixelRatio)
    const plan: PaintPlan = { crowded: true, tagArea: 0 }
    const painting: Painting = {
      subject,
      canvas,
      view,
      area,
      pixelRatio,
      margin,
      whole,
      regions,
      plan,
      steps: [],
    }
    const at = within(painting)
    let visible: readonly Region[] = []
    // Each of these takes a good part of a frame when there are ten thousand regions.
    painting.steps.push(
      () => void hitsOf(regions),
      () => {
        const everything = { x1: 0, y1: 0, x2: whole.width, y2: whole.height }
        const { line, tag, tagHeight } = reachOfMarks()
        visible = hitsOf(regions).within(pixelsUnder(at, everything, { x: tag, y: line + tagHeight }))
      },
      () => {
        painting.plan = planPainting(visible, at, whole)
      },
      () => {
        const context = canvas.getContext('2d')
        if (context === null) return
        context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
        for (const paint of [paintLines, paintTags]) {
          for (let i = 0; i < visible.length; i += perFrame) {
            const slice = visible.slice(i, i + perFrame)
            painting.steps.push(() => paint(context, slice, at, whole, painting.plan))
          }
        }
      },
    )
    return painting
  }

  /** Repaints the places of single regions. False when too many have changed. */
  function patch(painting: Painting, regions: readonly Region[]): boolean {
    const dirty = changed(painting.regions, regions)
    const context = painting.canvas.getContext('2d')
    if (dirty.length > mostPatches || context === null) return false
    const hits = hitsOf(regions)
    const at = within(painting)
    const { whole, plan } = painting
    for (const region of dirty) {
      const place = marksOf(region, at)
      const { line, tag, tagHeight } = reachOfMarks()
      context.save()
      context.beginPath()
      context.rect(place.x1, place.y1, place.x2 - place.x1, place.y2 - place.y1)
      context.clip()
      context.clearRect(place.x1, place.y1, place.x2 - place.x1, place.y2 - place.y1)
      paintLines(context, hits.within(pixelsUnder(at, place, { x: line, y: line })), at, whole, plan)
      paintTags(context, hits.within(pixelsUnder(at, place, { x: tag, y: line + tagHeight })), at, whole, plan)
      context.restore()
    }
    painting.regions = regions
    return true
  }

  /** Whether a painting shows this place of this scene sharp. */
  function reaches(painting: Painting, { view }: Scene, share: number): boolean {
    return (
      painting.view.scale === view.scale &&
      Math.abs(view.x - painting.view.x) <= painting.margin.width * share &&
      Math.abs(view.y - painting.view.y) <= painting.margin.height * share
    )
  }

  function belongs(painting: Painting, { subject, area, pixelRatio }: Scene): boolean {
    return painting.subject === subject && painting.area === area && painting.pixelRatio === pixelRatio
  }

  function show(context: CanvasRenderingContext2D, from: Painting, { view, pixelRatio }: Scene): void {
    const stretch = view.scale / from.view.scale
    const x = Math.round((view.x - (from.view.x + from.margin.width) * stretch) * pixelRatio)
    const y = Math.round((view.y - (from.view.y + from.margin.height) * stretch) * pixelRatio)
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.imageSmoothingEnabled = false
    context.drawImage(from.canvas, x, y, from.canvas.width * stretch, from.canvas.height * stretch)
    context.restore()
  }

  /** Until a zoom rests, nothing is painted for it. */
  function noteZoom({ view }: Scene): void {
    if (view.scale === lastScale) return
    resting = lastScale === 0
    lastScale = view.scale
    clearTimeout(rest)
    rest = setTimeout(() => {
      resting = true
      redraw()
    }, restMs)
  }

  function work(scene: Scene): void {
    if (next !== null && (next.regions !== scene.regions || !reaches(next, scene, 1))) next = null
    const sharp = shown !== null && shown.regions === scene.regions && reaches(shown, scene, 0.5)
    if (sharp || !resting) return
    next ??= begin(scene)
    next.steps.shift()?.()
    if (next.steps.length === 0) {
      shown = next
      next = null
    } else redraw()
  }

  return {
    draw(context, scene) {
      if (scene.regions.length <= lightUpTo) {
        shown = null
        next = null
        paintRegions(context, scene.regions, scene.view, scene.area)
        return
      }
      noteZoom(scene)
      if (shown !== null && !belongs(shown, scene)) shown = null
      if (next !== null && !belongs(next, scene)) next = null
      if (shown !== null && shown.regions !== scene.regions) patch(shown, scene.regions)
      work(scene)
      if (shown !== null) show(context, shown, scene)
    },
    dispose: () => clearTimeout(rest),
  }
}
