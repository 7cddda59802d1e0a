import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Picks the tool that draws polygons. */
export const toolPolygon: Action<Workspace> = {
  id: 'tool-polygon',
  label: 'action.tool-polygon',
  scope: 'canvas',
  keys: ['N'],
  run: ({ editor }) => editor.setTool('polygon'),
}
