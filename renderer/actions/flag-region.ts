import type { Region } from '../../shared/dialogue/region.ts'
import { flagRegions } from '../../shared/document/commands/flag-region.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'

function selected({ editor }: Workspace): Region[] {
  const { regions } = editor.snapshot()
  return editor.selection().flatMap((id) => regions[id] ?? [])
}

function here({ editor }: Workspace): Region[] {
  return Object.values(editor.snapshot().regions).filter((region) => region.imageId === editor.imageId())
}

function noSelection({ editor }: Workspace): MessageKey | null {
  if (!editor.writable()) return 'unavailable.read-only'
  return editor.selection().length > 0 ? null : 'unavailable.no-selection'
}

/** Hides the selected regions on the picture, or shows them again. Hidden ones stay in the list, in messages and in exports. */
export const hideRegion: Action<Workspace> = {
  id: 'hide-region',
  label: 'action.hide-region',
  scope: 'canvas',
  keys: ['Alt+H'],
  unavailable: noSelection,
  run(workspace) {
    const regions = selected(workspace)
    const hidden = regions.some((region) => !region.hidden)
    const recipe = flagRegions(
      regions.map(({ id }) => id),
      { hidden },
    )
    workspace.editor.commit(hidden ? 'history.hide-region' : 'history.show-region', recipe)
  },
}

/** Hides every region of the picture, or shows them all when all are hidden. */
export const hideAll: Action<Workspace> = {
  id: 'hide-all',
  label: 'action.hide-all',
  scope: 'canvas',
  keys: ['Mod+H'],
  unavailable(workspace) {
    if (!workspace.editor.writable()) return 'unavailable.read-only'
    return here(workspace).length > 0 ? null : 'unavailable.no-region'
  },
  run(workspace) {
    const regions = here(workspace)
    const hidden = regions.some((region) => !region.hidden)
    const recipe = flagRegions(
      regions.map(({ id }) => id),
      { hidden },
    )
    workspace.editor.commit(hidden ? 'history.hide-all' : 'history.show-all', recipe)
  },
}

/** Locks the place of the selected regions, or unlocks it. Labels and judgements of locked ones can still change. */
export const lockRegion: Action<Workspace> = {
  id: 'lock-region',
  label: 'action.lock-region',
  scope: 'canvas',
  keys: ['Alt+L'],
  unavailable: noSelection,
  run(workspace) {
    const regions = selected(workspace)
    const locked = regions.some((region) => !region.locked)
    const recipe = flagRegions(
      regions.map(({ id }) => id),
      { locked },
    )
    workspace.editor.commit(locked ? 'history.lock-region' : 'history.unlock-region', recipe)
  },
}
