import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Mentions the selected regions in the message, at the caret; where a message waits for regions, they are those. */
export const mentionRegion: Action<Workspace> = {
  id: 'mention-region',
  label: 'action.mention-region',
  scope: 'canvas',
  keys: ['Enter'],
  unavailable: ({ editor }) => (editor.selection().length > 0 ? null : 'unavailable.no-selection'),
  run(workspace) {
    const selected = workspace.editor.selection()
    const taken = selected.filter((id) => workspace.chat.take(id, false))
    if (taken.length === 0) workspace.mention(selected)
  },
}
