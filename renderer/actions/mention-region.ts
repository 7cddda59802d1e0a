import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Mentions the selected regions in the message, at the caret. */
export const mentionRegion: Action<Workspace> = {
  id: 'mention-region',
  label: 'action.mention-region',
  scope: 'canvas',
  keys: ['Enter'],
  unavailable: ({ editor }) => (editor.selection().length > 0 ? null : 'unavailable.no-selection'),
  run: (workspace) => workspace.mention(workspace.editor.selection()),
}
