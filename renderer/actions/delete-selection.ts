import { deleteRegion } from '../../shared/document/commands/delete-region.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Deletes the selected regions. Messages that mention them keep the mention, shown as gone. */
export const deleteSelection: Action<Workspace> = {
  id: 'delete-region',
  label: 'action.delete-region',
  scope: 'canvas',
  keys: ['Delete', 'Backspace'],
  unavailable({ editor }) {
    if (!editor.writable()) return 'unavailable.read-only'
    return editor.selection().length > 0 ? null : 'unavailable.no-selection'
  },
  run({ editor }) {
    editor.commit('history.delete-region', deleteRegion(...editor.selection()))
  },
}
