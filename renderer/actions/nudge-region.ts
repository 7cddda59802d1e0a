import type { Region, Shape } from '../../shared/dialogue/region.ts'
import { shapeRegion } from '../../shared/document/commands/shape-region.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import { boundedMove, boundsOf, movedShape } from '../canvas/shapes.ts'
import type { Editor } from '../state/editor.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'

/** Presses that follow each other within this time are one step of history. */
const togetherMs = 1000

let series = { key: '', until: 0, group: '' }

/** The group of this press: the one before it on the same regions, when that was a moment ago. */
function groupOf(key: string, now: number): string {
  const group = series.key === key && now < series.until ? series.group : `${key}/${now}`
  series = { key, until: now + togetherMs, group }
  return group
}

function pictureOf(editor: Editor): { width: number; height: number } | null {
  return editor.snapshot().images[editor.imageId() ?? ''] ?? null
}

/** The nearest place of an edge or corner within 0..length, where it was inside before; anywhere without a length. */
function kept(value: number, shift: number, length: number | undefined): number {
  const next = value + shift
  if (length === undefined) return next
  if (shift < 0 && value >= 0) return Math.max(0, next)
  return shift > 0 && value <= length ? Math.min(length, next) : next
}

function moved(shape: Shape, dx: number, dy: number, size: Size | null): Shape {
  if (shape.kind === 'point') return { ...shape, x: kept(shape.x, dx, size?.width), y: kept(shape.y, dy, size?.height) }
  if (shape.kind === 'polygon') {
    const by = size === null ? { x: dx, y: dy } : boundedMove(boundsOf(shape), dx, dy, size)
    return movedShape(shape, by.x, by.y)
  }
  const x = dx < 0 ? kept(shape.x1, dx, size?.width) - shape.x1 : kept(shape.x2, dx, size?.width) - shape.x2
  const y = dy < 0 ? kept(shape.y1, dy, size?.height) - shape.y1 : kept(shape.y2, dy, size?.height) - shape.y2
  return { ...shape, x1: shape.x1 + x, x2: shape.x2 + x, y1: shape.y1 + y, y2: shape.y2 + y }
}

/** Moves the right and bottom edge; a box stays at least one pixel wide and high. Points and polygons have no such edges. */
function resized(shape: Shape, dx: number, dy: number, size: Size | null): Shape {
  if (shape.kind !== 'box') return shape
  const x2 = dx === 0 ? shape.x2 : Math.max(shape.x1 + 1, kept(shape.x2, dx, size?.width))
  const y2 = dy === 0 ? shape.y2 : Math.max(shape.y1 + 1, kept(shape.y2, dy, size?.height))
  return { ...shape, x2, y2 }
}

function nudge(editor: Editor, label: string, change: (region: Region) => Shape): void {
  const records = editor.snapshot().regions
  const regions = editor.selection().flatMap((id) => records[id] ?? [])
  const group = groupOf(`${label}/${regions.map((region) => region.id).join()}`, Date.now())
  editor.commit(
    label,
    (draft) => {
      for (const region of regions) shapeRegion(region.id, change(region))(draft)
    },
    { group },
  )
}

function unavailable({ editor }: Workspace): MessageKey | null {
  if (!editor.writable()) return 'unavailable.read-only'
  if (pictureOf(editor) === null) return 'unavailable.no-image'
  return editor.selection().length > 0 ? null : 'unavailable.no-selection'
}

function nudging(
  id: string,
  label: MessageKey,
  key: string,
  kind: 'move' | 'resize',
  dx: number,
  dy: number,
): Action<Workspace> {
  return {
    id,
    label,
    scope: 'selected',
    keys: [key],
    unavailable,
    run({ editor, canvas }) {
      const picture = pictureOf(editor)
      if (picture === null) return
      const size = canvas()?.allowsOutside() ? null : picture
      const change = kind === 'move' ? moved : resized
      nudge(editor, `history.${kind}-region`, (region) => change(region.shape, dx, dy, size))
    },
  }
}

/** Arrows move the selection by a pixel, with Shift by ten; with Mod they move its right and bottom edge. */
export const nudgeRegion: readonly Action<Workspace>[] = [
  nudging('move-left', 'action.move-left', 'ArrowLeft', 'move', -1, 0),
  nudging('move-right', 'action.move-right', 'ArrowRight', 'move', 1, 0),
  nudging('move-up', 'action.move-up', 'ArrowUp', 'move', 0, -1),
  nudging('move-down', 'action.move-down', 'ArrowDown', 'move', 0, 1),
  nudging('move-left-far', 'action.move-left-far', 'Shift+ArrowLeft', 'move', -10, 0),
  nudging('move-right-far', 'action.move-right-far', 'Shift+ArrowRight', 'move', 10, 0),
  nudging('move-up-far', 'action.move-up-far', 'Shift+ArrowUp', 'move', 0, -10),
  nudging('move-down-far', 'action.move-down-far', 'Shift+ArrowDown', 'move', 0, 10),
  nudging('narrower', 'action.narrower', 'Mod+ArrowLeft', 'resize', -1, 0),
  nudging('wider', 'action.wider', 'Mod+ArrowRight', 'resize', 1, 0),
  nudging('lower', 'action.lower', 'Mod+ArrowUp', 'resize', 0, -1),
  nudging('taller', 'action.taller', 'Mod+ArrowDown', 'resize', 0, 1),
  nudging('narrower-far', 'action.narrower-far', 'Mod+Shift+ArrowLeft', 'resize', -10, 0),
  nudging('wider-far', 'action.wider-far', 'Mod+Shift+ArrowRight', 'resize', 10, 0),
  nudging('lower-far', 'action.lower-far', 'Mod+Shift+ArrowUp', 'resize', 0, -10),
  nudging('taller-far', 'action.taller-far', 'Mod+Shift+ArrowDown', 'resize', 0, 10),
]
