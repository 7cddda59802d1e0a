import { judgeProposal } from '../../shared/document/commands/judge-proposal.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { openProposals } from './proposals.ts'

/** Accepts every open proposal of the image, as one step of history. */
export const acceptAll: Action<Workspace> = {
  id: 'accept-all',
  label: 'action.accept-all',
  scope: 'canvas',
  keys: ['Shift+Y'],
  unavailable({ editor }) {
    if (!editor.writable()) return 'unavailable.read-only'
    return openProposals(editor).length > 0 ? null : 'unavailable.no-open-proposal'
  },
  run({ editor }) {
    editor.commit('history.accept-all', judgeProposal('accept', ...openProposals(editor).map((region) => region.id)))
  },
}
