import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { judgeSelection, judgingUnavailable } from './proposals.ts'

/** Rejects the selected proposals and goes on to the next open one. */
export const rejectProposal: Action<Workspace> = {
  id: 'reject',
  label: 'action.reject',
  scope: 'canvas',
  keys: ['X'],
  unavailable: judgingUnavailable,
  run: (workspace) => judgeSelection(workspace, 'reject'),
}
