import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Puts the caret into the filter of the list of pictures. */
export const focusFilter: Action<Workspace> = {
  id: 'focus-filter',
  label: 'action.focus-filter',
  scope: 'global',
  keys: ['Mod+F'],
  run(workspace) {
    workspace.setView('picture')
    workspace.settings.setPanes({ leftOpen: true })
    queueMicrotask(() => {
      const field = document.querySelector<HTMLInputElement>('[data-filter]')
      field?.focus()
      field?.select()
    })
  },
}
