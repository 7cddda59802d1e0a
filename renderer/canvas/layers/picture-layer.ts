import Konva from 'konva'
import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { Size } from '../../../shared/geometry/spaces.ts'
import type { Look } from '../../state/create-canvas-options.ts'
import { type LargePicture, largeFrom, openLargePicture } from '../large-picture.ts'
import { createNextPicture } from '../next-picture.ts'
import { paintPixelGrid } from '../paint-pixel-grid.ts'
import { createPanCache } from '../pan-cache.ts'
import type { Viewport } from '../viewport.ts'

export type PictureState = 'loading' | 'ready' | 'failed'

/** From this zoom on, pixels are shown as squares. */
const smoothUpTo = 4

/** From this zoom on, lines part the pixels. */
const gridFrom = 8

/** The picture itself. A new URL keeps the old picture away at once, so that regions are never seen on another image. */
export function addPictureLayer(
  stage: Konva.Stage,
  options: {
    readonly url: Accessor<string>
    readonly size: Accessor<Size>
    readonly area: Accessor<Size>
    readonly view: Accessor<Viewport>
    readonly look: Accessor<Look>
    /** The picture that is likely to be asked for next. */
    readonly nextUrl: Accessor<string | null>
  },
): Accessor<PictureState> {
  const { url, size, area, view, look } = options
  const layer = new Konva.Layer({ listening: false })
  const [state, setState] = createSignal<PictureState>('loading')
  const [shown, setShown] = createSignal<HTMLImageElement | LargePicture | null>(null)
  const [version, setVersion] = createSignal(0)
  const source = createMemo(url)
  const next = createNextPicture()
  onCleanup(next.dispose)
  // Another picture, or sharper pixels of the same one.
  const stamp = createMemo(() => ({ picture: shown(), version: version() }))
  // Reducing a large picture's pixels anew takes longer than a frame where no GPU helps.
  const isHeavy = (): boolean => shown() !== null && !(shown() instanceof HTMLImageElement)
  const painting = createPanCache(paintPicture, { isHeavy, redraw: () => layer.batchDraw() })
  onCleanup(painting.dispose)

  function paintPicture(context: CanvasRenderingContext2D, at: Viewport, within: Size): void {
    const picture = shown()
    if (picture === null) return
    context.imageSmoothingEnabled = at.scale <= smoothUpTo
    if (picture instanceof HTMLImageElement)
      context.drawImage(picture, at.x, at.y, size().width * at.scale, size().height * at.scale)
    else picture.paint(context, at)
    if (at.scale >= gridFrom) paintPixelGrid(context, at, size(), within)
  }

  layer.add(
    new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) =>
        painting.draw(context._context, view(), area(), layer.getCanvas().getPixelRatio(), stamp()),
    }),
  )
  stage.add(layer)
  // By the compositor: what was painted stays as it is.
  createEffect(() => {
    const { brightness, contrast } = look()
    const plain = brightness === 1 && contrast === 1
    layer.getNativeCanvasElement().style.filter = plain ? '' : `brightness(${brightness}) contrast(${contrast})`
  })

  function loadImage(): void {
    const url = source()
    const prepared = next.take(url)
    const picture = prepared ?? new Image()
    let current = true
    function loaded(): void {
      if (!current) return
      setShown(picture)
      setState('ready')
    }
    picture.onload = loaded
    picture.onerror = () => {
      if (current) setState('failed')
    }
    if (prepared === null) picture.src = url
    else if (prepared.complete) loaded()
    onCleanup(() => {
      current = false
      picture.src = ''
    })
  }

  const large = createMemo(() => size().width * size().height > largeFrom)
  createEffect(() => {
    const url = source()
    const [failed, setFailed] = createSignal(!large())
    setState('loading')
    setShown(null)
    createEffect(() => {
      if (failed()) {
        loadImage()
        return
      }
      const picture = openLargePicture({
        url,
        size: untrack(size),
        onReady() {
          setShown(picture)
          setState('ready')
        },
        onChange: () => setVersion(version() + 1),
        onFailed: () => setFailed(true),
      })
      onCleanup(picture.dispose)
    })
  })
  createEffect(() => {
    if (state() === 'ready') next.prepare(options.nextUrl())
  })
  createEffect(() => {
    const picture = shown()
    if (picture !== null && !(picture instanceof HTMLImageElement))
      picture.look(view(), area(), layer.getCanvas().getPixelRatio())
  })

  createEffect(() => {
    stamp()
    view()
    size()
    area()
    layer.batchDraw()
  })

  return state
}
