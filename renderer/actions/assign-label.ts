import { relabelRegion } from '../../shared/document/commands/relabel-region.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

const slots = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** 1 to 9 give the selected regions the label with that number; labels are numbered as they were first used in the project. */
export const assignLabel: readonly Action<Workspace>[] = slots.map((n) => ({
  id: `label-${n}`,
  label: `action.label-${n}`,
  scope: 'canvas',
  keys: [String(n)],
  unavailable({ editor, labels }) {
    if (!editor.writable()) return 'unavailable.read-only'
    if (editor.selection().length === 0) return 'unavailable.no-selection'
    return labels()[n - 1] === undefined ? 'unavailable.no-such-label' : null
  },
  run({ editor, labels }) {
    const label = labels()[n - 1]
    if (label === undefined) return
    editor.commit('history.relabel-region', (draft) => {
      for (const id of editor.selection()) relabelRegion(id, label)(draft)
    })
  },
}))
