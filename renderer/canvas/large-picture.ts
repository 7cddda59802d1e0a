import type { Size } from '../../shared/geometry/spaces.ts'
import type { LargePictureReply, LargePictureRequest } from './large-picture-worker.ts'
import { toImage, type Viewport } from './viewport.ts'

/** From this many pixels on, decoding and reducing a picture on the page's own thread would freeze the window. */
export const largeFrom = 40e6

/** The reduced picture, which shows until somebody zooms in. */
const longestSide = 3072
const restMs = 80

type Part = Extract<LargePictureReply, { kind: 'part' }>

/** A picture too large for the page's thread: reduced as a whole, with the part that is looked at in its own pixels. */
export type LargePicture = {
  paint(context: CanvasRenderingContext2D, view: Viewport): void
  /** Asks for the pixels that this view needs, once it rests. */
  look(view: Viewport, area: Size, pixelRatio: number): void
  dispose(): void
}

export type LargePictureOptions = {
  readonly url: string
  /** The picture's size as the project knows it, upright. */
  readonly size: Size
  readonly onReady: () => void
  readonly onChange: () => void
  /** The worker cannot read it, or reads another size: somebody else must. */
  readonly onFailed: () => void
}

/** The smallest that is as wide as it is to show: to shrink a large one at every step of a zoom is slow. */
function levelFor(levels: readonly ImageBitmap[], width: number): ImageBitmap | undefined {
  return [...levels].reverse().find((level) => level.width >= width)
}

export function openLargePicture(options: LargePictureOptions): LargePicture {
  const { size } = options
  const worker = new Worker(new URL('./large-picture-worker.ts', import.meta.url), { type: 'module' })
  /** The whole picture, the largest first; empty until it is there. */
  let levels: readonly ImageBitmap[] = []
  let part: Part | null = null
  let rest: ReturnType<typeof setTimeout> | undefined

  function send(request: LargePictureRequest): void {
    worker.postMessage(request)
  }

  worker.onmessage = ({ data }: MessageEvent<LargePictureReply>) => {
    if (data.kind === 'part') {
      part?.bitmap.close()
      part = data
      options.onChange()
    } else if (data.kind === 'whole' && data.width === size.width && data.height === size.height) {
      levels = data.bitmaps
      options.onReady()
    } else if (levels.length === 0) options.onFailed()
  }
  worker.onerror = () => {
    if (levels.length === 0) options.onFailed()
  }
  send({ kind: 'open', url: options.url, longestSide })

  return {
    paint(context, view) {
      const [largest] = levels
      if (largest === undefined) return
      const wanted = size.width * view.scale * context.getTransform().a
      context.drawImage(
        levelFor(levels, wanted) ?? largest,
        view.x,
        view.y,
        size.width * view.scale,
        size.height * view.scale,
      )
      if (part === null || view.scale * size.width <= largest.width) return
      const x = part.x * view.scale + view.x
      const y = part.y * view.scale + view.y
      context.drawImage(part.bitmap, x, y, part.width * view.scale, part.height * view.scale)
    },
    look(view, area, pixelRatio) {
      clearTimeout(rest)
      const [largest] = levels
      if (largest === undefined || view.scale * pixelRatio * size.width <= largest.width) return
      rest = setTimeout(() => {
        const a = toImage(view, { x: -area.width / 4, y: -area.height / 4 })
        const b = toImage(view, { x: area.width * 1.25, y: area.height * 1.25 })
        const x = Math.max(0, Math.floor(a.x))
        const y = Math.max(0, Math.floor(a.y))
        const width = Math.min(size.width, Math.ceil(b.x)) - x
        const height = Math.min(size.height, Math.ceil(b.y)) - y
        if (width <= 0 || height <= 0) return
        const shown = view.scale * pixelRatio
        const shownWidth = Math.max(1, Math.round(width * shown))
        const shownHeight = Math.max(1, Math.round(height * shown))
        send({ kind: 'part', x, y, width, height, shownWidth, shownHeight })
      }, restMs)
    },
    dispose() {
      clearTimeout(rest)
      worker.terminate()
      for (const level of levels) level.close()
      part?.bitmap.close()
    },
  }
}
