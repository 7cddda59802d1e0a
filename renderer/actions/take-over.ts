import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Takes the right to write from the other window. */
export const takeOver: Action<Workspace> = {
  id: 'take-over',
  label: 'action.take-over',
  scope: 'global',
  keys: [],
  unavailable: ({ editor }) => (editor.writable() ? 'action.take-over.writing' : null),
  run: (workspace) => workspace.takeOver(),
}
