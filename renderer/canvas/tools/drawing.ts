import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import { addRegion } from '../../../shared/document/commands/add-region.ts'
import { newId, type RegionId } from '../../../shared/ids.ts'
import { clippedShape } from '../shapes.ts'
import type { ToolContext } from './tool-state.ts'

/**
 * Commits a shape that people drew, cut to the picture unless regions may stick out of it, selects it and tells who waits for it.
 * Nothing when it lies wholly beside the picture, no image is open or another window writes.
 */
export function commitDrawn(shape: Shape, context: ToolContext): void {
  const { editor } = context
  const imageId = editor.imageId()
  const clipped = context.allowsOutside() ? shape : clippedShape(shape, context.imageSize())
  if (imageId === null || clipped === null) return
  const region: Region = {
    id: newId<RegionId>(),
    imageId,
    number: editor.nextRegionNumber(),
    shape: clipped,
    label: '',
    origin: 'human',
    createdAt: Date.now(),
  }
  const label = `history.add-${clipped.kind}`
  if (editor.commit(label, addRegion(region), { group: context.stepGroup() }) === null) return
  editor.select([region.id])
  context.drawn(region.id)
}
