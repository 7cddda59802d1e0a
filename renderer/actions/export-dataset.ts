import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the export dialog. */
export const exportDataset: Action<Workspace> = {
  id: 'export-dataset',
  label: 'action.export-dataset',
  scope: 'global',
  keys: ['Mod+E'],
  run: (workspace) => workspace.openDialog('export'),
}
