import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Picks the tool that selects, moves and resizes. */
export const toolSelect: Action<Workspace> = {
  id: 'tool-select',
  label: 'action.tool-select',
  scope: 'canvas',
  keys: ['V'],
  run: ({ editor }) => editor.setTool('select'),
}
