import type { Size } from './spaces.ts'

/** How a picture lies on a canvas of tiles: scaled to `resized`, pasted at `left`, `top`; all in pixels of the canvas. */
export type TileLayout = {
  readonly canvas: Size
  readonly resized: Size
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
}

/**
 * The canvas that keeps the most pixels of the picture, then wastes the least; the first of equal ones. `canvases` is not empty.
 * Source: `select_best_resolution` of haotian-liu/LLaVA @ c121f0432d.
 */
function bestCanvas(size: Size, canvases: readonly Size[]): Size {
  let best: { canvas: Size; kept: number; wasted: number } | null = null
  for (const canvas of canvases) {
    const scale = Math.min(canvas.width / size.width, canvas.height / size.height)
    const pixels = Math.trunc(size.width * scale) * Math.trunc(size.height * scale)
    const kept = Math.min(pixels, size.width * size.height)
    const wasted = canvas.width * canvas.height - kept
    if (best === null || kept > best.kept || (kept === best.kept && wasted < best.wasted)) {
      best = { canvas, kept, wasted }
    }
  }
  return best?.canvas ?? size
}

/** Where the picture lies on its best canvas: scaled to fit (the free side rounded up), centred with floored offsets. */
export function tileLayout(size: Size, canvases: readonly Size[], tile: number): TileLayout {
  const canvas = bestCanvas(size, canvases)
  const across = canvas.width / size.width
  const down = canvas.height / size.height
  const resized =
    across < down
      ? { width: canvas.width, height: Math.min(Math.ceil(size.height * across), canvas.height) }
      : { width: Math.min(Math.ceil(size.width * down), canvas.width), height: canvas.height }
  return {
    canvas,
    resized,
    left: Math.floor((canvas.width - resized.width) / 2),
    top: Math.floor((canvas.height - resized.height) / 2),
    columns: Math.floor(canvas.width / tile),
    rows: Math.floor(canvas.height / tile),
  }
}
