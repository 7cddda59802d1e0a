import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Stops the answer that is being written; what was said is kept. */
export const stopAnswer: Action<Workspace> = {
  id: 'stop-answer',
  label: 'action.stop-answer',
  scope: 'global',
  keys: [],
  unavailable: ({ chat }) => (chat.busy() ? null : 'action.stop-answer.idle'),
  run: ({ chat }) => chat.stop(),
}
