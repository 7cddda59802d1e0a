import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the import dialog. */
export const importDataset: Action<Workspace> = {
  id: 'import-dataset',
  label: 'action.import-dataset',
  scope: 'global',
  keys: ['Mod+I'],
  unavailable: (workspace) => (workspace.editor.writable() ? null : 'import.read-only'),
  run: (workspace) => workspace.openImport(null),
}
