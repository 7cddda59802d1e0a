import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Picks the tool that draws boxes. */
export const toolBox: Action<Workspace> = {
  id: 'tool-box',
  label: 'action.tool-box',
  scope: 'canvas',
  keys: ['R'],
  run: ({ editor }) => editor.setTool('box'),
}
