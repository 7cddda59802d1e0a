import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { regionsInOrder } from './proposals.ts'

/** Selects the region with the next higher number, the first one after the last. */
export const regionAfter: Action<Workspace> = {
  id: 'region-after',
  label: 'action.region-after',
  scope: 'canvas',
  keys: [']'],
  unavailable: ({ editor }) => (regionsInOrder(editor).length > 0 ? null : 'unavailable.no-region'),
  run(workspace) {
    const all = regionsInOrder(workspace.editor)
    const at = all.findIndex((region) => region.id === workspace.editor.selection()[0])
    const next = all[(at + 1) % all.length]
    if (next !== undefined) workspace.goTo(next.id)
  },
}
