import Konva from 'konva'
import { type Accessor, createEffect, createMemo } from 'solid-js'
import type { Size } from '../../../shared/geometry/spaces.ts'
import type { Editor } from '../../state/editor.ts'
import { textScale } from '../../ui/text-scale.ts'
import type { Board } from '../board.ts'
import { cornerGrips } from '../corners.ts'
import { handlePlace, handleSize, handlesOf } from '../handles.ts'
import { paintCorners, paintCrosshair, paintDraft, paintGhost, paintGuides, paintRaised } from '../paint-hand.ts'
import { paintRegions } from '../paint-regions.ts'
import { boundsOf } from '../shapes.ts'

const handleCount = 8

/** What is in hand: selected regions with handles, the one under the pointer, ghosts, the shape being drawn, the crosshair. */
export function addHandLayer(
  stage: Konva.Stage,
  board: Board,
  editor: Editor,
  options: { readonly area: Accessor<Size>; readonly imageSize: Accessor<Size>; readonly crosshair: Accessor<boolean> },
): void {
  const { imageSize } = options
  const layer = new Konva.Layer({ listening: false })

  const selected = createMemo(() => {
    const ids = new Set<string>(editor.selection())
    return ids.size === 0 ? [] : board.regions().filter((region) => ids.has(region.id))
  })
  const hovered = createMemo(() => {
    const id = editor.hovered()
    return id === null ? undefined : board.regions().find((region) => region.id === id)
  })
  const ghosts = createMemo(() =>
    (editor.showOriginals() ? board.regions() : selected()).filter(
      (region) => region.proposal?.judgement === 'corrected',
    ),
  )
  const provisional = createMemo(() => editor.provisional().filter((region) => region.imageId === editor.imageId()))
  // What a gesture changes is missing from the layer below.
  const inHand = createMemo(() => {
    const selection = editor.selection()
    const moved = editor.previewed().flatMap((change) => (change.table === 'regions' ? (change.after ?? []) : []))
    return moved.filter((region) => !selection.includes(region.id))
  })
  const crosshair = createMemo(() => {
    const drawing =
      options.crosshair() && editor.tool() !== 'select' && editor.writable() && board.stateName() !== 'panning'
    return drawing ? board.pointer() : null
  })

  layer.add(
    new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (konvaContext) => {
        const context = konvaContext._context
        const view = board.view()
        paintRegions(context, [...provisional(), ...inHand()], view, options.area())
        const under = hovered()
        if (under !== undefined && !selected().includes(under)) paintRaised(context, under, view, false)
        for (const region of ghosts()) paintGhost(context, region, view)
        for (const region of selected()) paintRaised(context, region, view, true)
        const [only, ...more] = selected()
        if (only?.shape.kind === 'polygon' && more.length === 0 && editor.tool() === 'select' && editor.writable())
          paintCorners(context, cornerGrips(only.shape.points, view), board.corner(), view)
        const draft = board.draft()
        if (draft !== null) paintDraft(context, draft, editor.nextRegionNumber(), view)
        if (board.guides().length > 0) paintGuides(context, board.guides(), view)
        const at = crosshair()
        if (at !== null) paintCrosshair(context, at, imageSize(), view)
      },
    }),
  )
  const handles = Array.from({ length: handleCount }, () => {
    const rect = new Konva.Rect({
      width: handleSize,
      height: handleSize,
      offsetX: handleSize / 2,
      offsetY: handleSize / 2,
      fill: '#ffffff',
      stroke: '#1b1b1f',
      strokeWidth: 1.5,
      listening: false,
      visible: false,
    })
    layer.add(rect)
    return rect
  })
  stage.add(layer)

  createEffect(() => {
    const [region, ...others] = selected()
    const held = region !== undefined && others.length === 0 && region.shape.kind === 'box'
    const shown = held && editor.tool() === 'select' && editor.writable()
    const view = board.view()
    const bounds = shown ? boundsOf(region.shape) : null
    const places = bounds === null ? [] : handlesOf(bounds, view).map((handle) => handlePlace(bounds, handle, view))
    for (const [i, rect] of handles.entries()) {
      const place = places[i]
      if (place === undefined) rect.visible(false)
      else rect.setAttrs({ visible: true, x: Math.round(place.x), y: Math.round(place.y) })
    }
  })

  createEffect(() => {
    selected()
    provisional()
    inHand()
    hovered()
    ghosts()
    board.draft()
    board.guides()
    board.corner()
    board.view()
    crosshair()
    textScale()
    layer.batchDraw()
  })
}
