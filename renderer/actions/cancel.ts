import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** One step back: gives up the shape in hand, else the region that is waited for, else stops the answer, else goes back to the select tool, else selects nothing. */
export const cancel: Action<Workspace> = {
  id: 'cancel',
  label: 'action.cancel',
  scope: 'canvas',
  keys: ['Escape'],
  run({ canvas, chat, editor }) {
    if (canvas()?.cancelShape()) return
    if (chat.awaited()) chat.stopAwaiting()
    else if (chat.busy()) chat.stop()
    else if (editor.tool() !== 'select') editor.setTool('select')
    else editor.select([])
  },
}
