import type { PixelBox, Size } from '../geometry/spaces.ts'
import type { UnitBox } from './kosmos-cells.ts'

const side = 224

/**
 * A box in the square that Kosmos-2's training sees: the short side scaled to 224, the middle cut out (half pixels allowed). 0 to 1 of
 * that square, clipped to it, in float32 as upstream. Null when less than `keep` of its area remains or it has none: training drops
 * such a box. Source: `obj_utils.py` of microsoft/unilm @ 768a3c873f, written anew.
 */
export function kosmosTrainingCrop(box: PixelBox, size: Size, keep: number): UnitBox | null {
  const isTall = size.width < size.height
  const isSide = Math.min(size.width, size.height) === side
  const width = isSide ? size.width : isTall ? side : Math.trunc((side * size.width) / size.height)
  const height = isSide ? size.height : isTall ? Math.trunc((side * size.height) / size.width) : side
  const [left, top] = [(width - side) / 2, (height - side) / 2]
  const across = (value: number): number => (value / size.width) * width
  const down = (value: number): number => (value / size.height) * height
  const cut = (value: number, offset: number): number =>
    Math.max(Math.min(Math.fround(Math.fround(value) - offset), side), 0)
  const area = (across(box.x2) - across(box.x1)) * (down(box.y2) - down(box.y1))
  const [x1, x2] = [cut(across(box.x1), left), cut(across(box.x2), left)]
  const [y1, y2] = [cut(down(box.y1), top), cut(down(box.y2), top)]
  if (((x2 - x1) * (y2 - y1)) / area < keep || !(x2 > x1 && y2 > y1)) return null
  return [Math.fround(x1 / side), Math.fround(y1 / side), Math.fround(x2 / side), Math.fround(y2 / side)]
}
