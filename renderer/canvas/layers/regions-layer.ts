import Konva from 'konva'
import { type Accessor, createEffect, createMemo, onCleanup } from 'solid-js'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import type { Editor } from '../../state/editor.ts'
import type { Board } from '../create-board.ts'
import { paintRegions } from '../paint-regions.ts'
import { createPanCache } from '../pan-cache.ts'

/** From this many regions on, painting them all takes longer than a frame. */
const heavyFrom = 1500

function sameRegions(a: readonly Region[], b: readonly Region[]): boolean {
  return a.length === b.length && a.every((region, i) => region === b[i])
}

/** Every region at rest, drawn by one shape. Not redrawn while a selected region is dragged: that one lies in the layer above. */
export function addRegionsLayer(
  stage: Konva.Stage,
  board: Board,
  editor: Editor,
  options: { readonly area: Accessor<Size>; readonly opacity: Accessor<number> },
): void {
  const { area } = options
  const layer = new Konva.Layer({ listening: false })
  const atRest = createMemo(
    () => {
      const selected = new Set(editor.selection())
      const imageId = editor.imageId()
      const provisional = editor.provisional().filter((region) => region.imageId === imageId)
      const resting =
        selected.size === 0 ? board.regions() : board.regions().filter((region) => !selected.has(region.id))
      return [...resting, ...provisional]
    },
    [],
    { equals: sameRegions },
  )
  const painting = createPanCache((context, view, within) => paintRegions(context, atRest(), view, within), {
    isHeavy: () => atRest().length > heavyFrom,
    redraw: () => layer.batchDraw(),
  })
  onCleanup(painting.dispose)
  layer.add(
    new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) =>
        painting.draw(context._context, board.view(), area(), layer.getCanvas().getPixelRatio(), atRest()),
    }),
  )
  stage.add(layer)
  createEffect(() => {
    layer.getNativeCanvasElement().style.opacity = String(options.opacity())
  })

  createEffect(() => {
    atRest()
    board.view()
    area()
    layer.batchDraw()
  })
}
