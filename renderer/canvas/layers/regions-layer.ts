import Konva from 'konva'
import { type Accessor, createEffect, createMemo, onCleanup } from 'solid-js'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import type { Editor } from '../../state/editor.ts'
import { textScale } from '../../ui/text-scale.ts'
import type { Board } from '../board.ts'
import { createStillPainting } from '../still-painting.ts'

function sameRegions(a: readonly Region[], b: readonly Region[]): boolean {
  return a.length === b.length && a.every((region, i) => region === b[i])
}

/**
 * Every region at rest, drawn by one shape. Selected ones lie here too, under what the layer above draws of them; those that a gesture
 * moves do not.
 */
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
      const inHand = new Set(editor.previewed().map((change) => change.id))
      const regions = board.committed()
      return inHand.size === 0 ? regions : regions.filter((region) => !inHand.has(region.id))
    },
    [],
    { equals: sameRegions },
  )
  const painting = createStillPainting(() => layer.batchDraw())
  onCleanup(painting.dispose)
  layer.add(
    new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) =>
        painting.draw(context._context, {
          subject: `${editor.imageId()} ${textScale()}`,
          regions: atRest(),
          view: board.view(),
          area: area(),
          pixelRatio: layer.getCanvas().getPixelRatio(),
        }),
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
    textScale()
    layer.batchDraw()
  })
}
