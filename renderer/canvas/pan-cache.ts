import type { Size } from '../../shared/geometry/spaces.ts'
import { pannedBy, type Viewport } from './viewport.ts'

/** Paints what belongs to a view into an area whose origin is the context's. */
export type Paint = (context: CanvasRenderingContext2D, view: Viewport, area: Size) => void

/** How far beyond the stage, as a share of it, a kept painting reaches on each side. */
const reach = 0.5

/**
 * Draws through a kept painting while a view is only panned: ten thousand boxes cost one blit instead of ten thousand strokes.
 * Anything else (another zoom, other content by `stamp`) is painted directly, and so is the first step of a pan.
 */
export function createPanCache(
  paint: Paint,
): (context: CanvasRenderingContext2D, view: Viewport, area: Size, pixelRatio: number, stamp: unknown) => void {
  const canvas = document.createElement('canvas')
  let kept: { readonly view: Viewport; readonly margin: Size } | null = null
  let last: { readonly view: Viewport; readonly area: Size; readonly stamp: unknown } | null = null

  function keep(view: Viewport, area: Size, pixelRatio: number): { readonly view: Viewport; readonly margin: Size } {
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

  return (context, view, area, pixelRatio, stamp) => {
    const panned = last !== null && last.view.scale === view.scale && last.stamp === stamp && last.area === area
    const moved = panned && (last?.view.x !== view.x || last.view.y !== view.y)
    last = { view, area, stamp }
    if (!panned) kept = null
    if (!panned || (kept === null && !moved)) {
      paint(context, view, area)
      return
    }
    const inReach =
      kept !== null &&
      Math.abs(view.x - kept.view.x) <= kept.margin.width &&
      Math.abs(view.y - kept.view.y) <= kept.margin.height
    const from = kept !== null && inReach ? kept : keep(view, area, pixelRatio)
    kept = from
    const x = Math.round((view.x - from.view.x - from.margin.width) * pixelRatio)
    const y = Math.round((view.y - from.view.y - from.margin.height) * pixelRatio)
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(canvas, x, y)
    context.restore()
  }
}
