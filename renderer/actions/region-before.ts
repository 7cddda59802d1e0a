import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { regionsInOrder } from './proposals.ts'

/** Selects the region with the next lower number, the last one after the first. */
export const regionBefore: Action<Workspace> = {
  id: 'region-before',
  label: 'action.region-before',
  scope: 'canvas',
  keys: ['['],
  unavailable: ({ editor }) => (regionsInOrder(editor).length > 0 ? null : 'unavailable.no-region'),
  run(workspace) {
    const all = regionsInOrder(workspace.editor)
    const at = all.findIndex((region) => region.id === workspace.editor.selection()[0])
    const next = all[at === -1 ? all.length - 1 : (at - 1 + all.length) % all.length]
    if (next !== undefined) workspace.goTo(next.id)
  },
}
