import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { judgingUnavailable } from './proposals.ts'

/** Makes the selected proposal ready to be corrected: its handles are in view, and the arrows move it. */
export const editProposal: Action<Workspace> = {
  id: 'edit-proposal',
  label: 'action.edit-proposal',
  scope: 'canvas',
  keys: ['E'],
  unavailable: judgingUnavailable,
  run({ editor, canvas }) {
    const [id] = editor.selection()
    editor.setTool('select')
    if (id !== undefined) canvas()?.reveal(id)
    canvas()?.focus()
  },
}
