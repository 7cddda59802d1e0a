import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Takes the last change back; goes to its image first. In a text field the field's own undo acts instead. */
export const undo: Action<Workspace> = {
  id: 'undo',
  label: 'action.undo',
  scope: 'global',
  keys: ['Mod+Z'],
  unavailable: ({ editor }) => (editor.canUndo() ? null : 'unavailable.nothing-to-undo'),
  run: ({ editor }) => editor.undo(),
}
