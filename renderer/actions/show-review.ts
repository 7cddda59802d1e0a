import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows one proposal or answer after another, to say what one thinks of it. */
export const showReview: Action<Workspace> = {
  id: 'show-review',
  label: 'action.show-review',
  scope: 'global',
  keys: ['Alt+3'],
  run: (workspace) => workspace.setView('review'),
}
