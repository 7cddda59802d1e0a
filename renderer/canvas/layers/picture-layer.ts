import Konva from 'konva'
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Size } from '../../../shared/geometry/spaces.ts'
import type { Viewport } from '../viewport.ts'

export type PictureState = 'loading' | 'ready' | 'failed'

/** From this zoom on, pixels are shown as squares. */
const smoothUpTo = 4

/** The picture itself. A new URL keeps the old picture away at once, so that regions are never seen on another image. */
export function addPictureLayer(
  stage: Konva.Stage,
  url: Accessor<string>,
  size: Accessor<Size>,
  view: Accessor<Viewport>,
): Accessor<PictureState> {
  const layer = new Konva.Layer({ listening: false })
  const node = new Konva.Image({ image: undefined, listening: false, perfectDrawEnabled: false })
  const [state, setState] = createSignal<PictureState>('loading')
  const source = createMemo(url)
  layer.add(node)
  stage.add(layer)

  createEffect(() => {
    const picture = new Image()
    let current = true
    setState('loading')
    node.image(undefined)
    picture.onload = () => {
      if (!current) return
      node.image(picture)
      setState('ready')
    }
    picture.onerror = () => {
      if (current) setState('failed')
    }
    picture.src = source()
    onCleanup(() => {
      current = false
      picture.src = ''
    })
  })

  createEffect(() => {
    const { scale, x, y } = view()
    layer.imageSmoothingEnabled(scale <= smoothUpTo)
    node.position({ x, y })
    node.size({ width: size().width * scale, height: size().height * scale })
    layer.batchDraw()
  })

  return state
}
