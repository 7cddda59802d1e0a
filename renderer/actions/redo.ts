import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Repeats the change that was taken back last. */
export const redo: Action<Workspace> = {
  id: 'redo',
  label: 'action.redo',
  scope: 'global',
  keys: ['Mod+Shift+Z', 'Mod+Y'],
  unavailable: ({ editor }) => (editor.canRedo() ? null : 'unavailable.nothing-to-redo'),
  run: ({ editor }) => editor.redo(),
}
