import type { Size } from '../../shared/geometry/spaces.ts'
import type { Viewport } from './viewport.ts'

/** The whole numbers of pixels between two places on the stage. */
function pixelsBetween(offset: number, scale: number, length: number, pixels: number): readonly [number, number] {
  return [Math.max(0, Math.ceil(-offset / scale)), Math.min(pixels, Math.floor((length - offset) / scale))]
}

/** Draws lines between the pixels of the picture, as far as they are visible. They show on light and on dark pixels. */
export function paintPixelGrid(context: CanvasRenderingContext2D, view: Viewport, picture: Size, area: Size): void {
  const { scale, x, y } = view
  const [left, right] = pixelsBetween(x, scale, area.width, picture.width)
  const [top, bottom] = pixelsBetween(y, scale, area.height, picture.height)
  const from = { x: Math.max(0, x), y: Math.max(0, y) }
  const to = {
    x: Math.min(area.width, x + picture.width * scale),
    y: Math.min(area.height, y + picture.height * scale),
  }
  context.save()
  context.lineWidth = 1
  context.strokeStyle = 'rgba(128, 128, 128, 0.4)'
  context.beginPath()
  for (let i = left; i <= right; i++) {
    const place = Math.round(i * scale + x) + 0.5
    context.moveTo(place, from.y)
    context.lineTo(place, to.y)
  }
  for (let i = top; i <= bottom; i++) {
    const place = Math.round(i * scale + y) + 0.5
    context.moveTo(from.x, place)
    context.lineTo(to.x, place)
  }
  context.stroke()
  context.restore()
}
