import type { Size } from '../../shared/geometry/spaces.ts'
import { pannedBy, type Viewport } from './viewport.ts'

/** Paints what belongs to a view into an area whose origin is the context's. */
export type Paint = (context: CanvasRenderingContext2D, view: Viewport, area: Size) => void

/** A painting that is kept between frames. */
export type PanCache = {
  /** Draws the view; `stamp` names the content, so that another one is painted anew. */
  draw(context: CanvasRenderingContext2D, view: Viewport, area: Size, pixelRatio: number, stamp: unknown): void
  dispose(): void
}

export type PanCacheOptions = {
  /** True when painting takes longer than a frame: a zoom then stretches what is kept, and is painted sharp when it rests. */
  readonly isHeavy: () => boolean
  /** Asks for another `draw`. */
  readonly redraw: () => void
}

/** How far beyond the stage, as a share of it, a kept painting reaches on each side. */
const reach = 0.5
const restMs = 120

type Kept = { readonly view: Viewport; readonly margin: Size }

/**
 * Draws through a kept painting while a view is only panned: ten thousand boxes cost one blit instead of ten thousand strokes.
 * Light content is painted directly at every other change, and at the first step of a pan.
 */
export function createPanCache(paint: Paint, options: PanCacheOptions): PanCache {
  const canvas = document.createElement('canvas')
  let kept: Kept | null = null
  let last: { readonly view: Viewport; readonly area: Size; readonly stamp: unknown } | null = null
  let rest: ReturnType<typeof setTimeout> | undefined

  function keep(view: Viewport, area: Size, pixelRatio: number): Kept {
    const margin = { width: Math.ceil(area.width * reach), height: Math.ceil(area.height * reach) }
    const whole = { width: area.width + 2 * margin.width, height: area.height + 2 * margin.height }
    canvas.width = Math.round(whole.width * pixelRatio)
    canvas.height = Math.round(whole.height * pixelRatio)
    const context = canvas.getContext('2d')
    if (context !== null) {
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
      paint(context, pannedBy(view, margin.width, margin.height), whole)
    }
    return { view, margin }
  }

  function show(context: CanvasRenderingContext2D, from: Kept, view: Viewport, pixelRatio: number): void {
    const stretch = view.scale / from.view.scale
    const x = Math.round((view.x - (from.view.x + from.margin.width) * stretch) * pixelRatio)
    const y = Math.round((view.y - (from.view.y + from.margin.height) * stretch) * pixelRatio)
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(canvas, x, y, canvas.width * stretch, canvas.height * stretch)
    context.restore()
  }

  function paintWhenAtRest(): void {
    clearTimeout(rest)
    rest = setTimeout(() => {
      kept = null
      options.redraw()
    }, restMs)
  }

  function draw(
    context: CanvasRenderingContext2D,
    view: Viewport,
    area: Size,
    pixelRatio: number,
    stamp: unknown,
  ): void {
    const before = last
    last = { view, area, stamp }
    if (before === null || before.stamp !== stamp || before.area !== area) kept = null
    else if (before.view.scale !== view.scale && !options.isHeavy()) kept = null
    const panned = before !== null && before.view.scale === view.scale && before.view !== view

    if (kept !== null && kept.view.scale !== view.scale) {
      show(context, kept, view, pixelRatio)
      paintWhenAtRest()
      return
    }
    if (kept === null && !panned && !options.isHeavy()) {
      paint(context, view, area)
      return
    }
    const inReach =
      kept !== null &&
      Math.abs(view.x - kept.view.x) <= kept.margin.width &&
      Math.abs(view.y - kept.view.y) <= kept.margin.height
    kept = kept !== null && inReach ? kept : keep(view, area, pixelRatio)
    show(context, kept, view, pixelRatio)
  }

  return { draw, dispose: () => clearTimeout(rest) }
}
