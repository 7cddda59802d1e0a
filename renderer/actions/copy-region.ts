import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import { newId, type RegionId } from '../../shared/ids.ts'
import { boundedMove, boundsOf, clippedShape, movedShape } from '../canvas/shapes.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'

/** What was copied last, in this window; it can be pasted on other pictures too. */
let copied: readonly Region[] = []

/** How far a copy lies from its original, in pixels. */
const apart = 10

function selected({ editor }: Workspace): Region[] {
  const { regions } = editor.snapshot()
  return editor.selection().flatMap((id) => regions[id] ?? [])
}

/** Adds copies as hand-made regions, moved aside where they come from the same picture, and selects them. */
function paste({ editor, canvas }: Workspace, regions: readonly Region[]): void {
  const imageId = editor.imageId()
  const picture = editor.snapshot().images[imageId ?? '']
  if (imageId === null || picture === undefined) return
  const first = editor.nextRegionNumber()
  const copies: Region[] = []
  for (const { shape, label, imageId: from } of regions) {
    const free = canvas()?.allowsOutside() ?? false
    const shift = from !== imageId ? 0 : apart
    const by = free ? { x: shift, y: shift } : boundedMove(boundsOf(shape), shift, shift, picture)
    const moved = movedShape(shape, by.x, by.y)
    const placed = free ? moved : clippedShape(moved, picture)
    if (placed === null) continue
    copies.push({
      id: newId<RegionId>(),
      imageId,
      number: first + copies.length,
      shape: placed,
      label,
      origin: 'human',
      createdAt: Date.now(),
    })
  }
  editor.commit('history.paste-region', addRegion(...copies))
  editor.select(copies.map(({ id }) => id))
}

function cannotAdd({ editor }: Workspace): MessageKey | null {
  if (!editor.writable()) return 'unavailable.read-only'
  return editor.imageId() === null ? 'unavailable.no-image' : null
}

/** Remembers the selected regions for pasting. */
export const copyRegion: Action<Workspace> = {
  id: 'copy-region',
  label: 'action.copy-region',
  scope: 'canvas',
  keys: ['Mod+C'],
  unavailable: ({ editor }) => (editor.selection().length > 0 ? null : 'unavailable.no-selection'),
  run(workspace) {
    copied = selected(workspace)
  },
}

/** Adds what was copied to the open picture; what would lie outside it is cut at its border, as a drawn one is. */
export const pasteRegion: Action<Workspace> = {
  id: 'paste-region',
  label: 'action.paste-region',
  scope: 'canvas',
  keys: ['Mod+V'],
  unavailable: (workspace) => cannotAdd(workspace) ?? (copied.length > 0 ? null : 'unavailable.nothing-copied'),
  run: (workspace) => paste(workspace, copied),
}

/** A copy of each selected region beside it. */
export const duplicateRegion: Action<Workspace> = {
  id: 'duplicate-region',
  label: 'action.duplicate-region',
  scope: 'canvas',
  keys: ['Mod+D'],
  unavailable: (workspace) =>
    cannotAdd(workspace) ?? (workspace.editor.selection().length > 0 ? null : 'unavailable.no-selection'),
  run: (workspace) => paste(workspace, selected(workspace)),
}
