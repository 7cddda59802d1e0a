import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Picks the tool that places points. */
export const toolPoint: Action<Workspace> = {
  id: 'tool-point',
  label: 'action.tool-point',
  scope: 'canvas',
  keys: ['P'],
  run: ({ editor }) => editor.setTool('point'),
}
