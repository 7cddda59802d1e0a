import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { judgeSelection, judgingUnavailable } from './proposals.ts'

/** Accepts the selected proposals; a moved one counts as corrected. Goes on to the next open one. */
export const acceptProposal: Action<Workspace> = {
  id: 'accept',
  label: 'action.accept',
  scope: 'canvas',
  keys: ['Y'],
  unavailable: judgingUnavailable,
  run: (workspace) => judgeSelection(workspace, 'accept'),
}
