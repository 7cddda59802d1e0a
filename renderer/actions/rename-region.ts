import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the field for the label of the selected regions, in the list. */
export const renameRegion: Action<Workspace> = {
  id: 'rename-region',
  label: 'action.rename-region',
  scope: 'canvas',
  keys: ['F2'],
  unavailable({ editor }) {
    if (!editor.writable()) return 'unavailable.read-only'
    return editor.selection().length > 0 ? null : 'unavailable.no-selection'
  },
  run(workspace) {
    workspace.rename(workspace.editor.selection().at(-1) ?? null)
  },
}
