import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { openProposalAfterSelection } from './proposals.ts'

/** Selects the next proposal that nobody has judged. */
export const nextProposal: Action<Workspace> = {
  id: 'next-proposal',
  label: 'action.next-proposal',
  scope: 'canvas',
  keys: ['G'],
  unavailable: ({ editor }) => (openProposalAfterSelection(editor) ? null : 'unavailable.no-open-proposal'),
  run(workspace) {
    const next = openProposalAfterSelection(workspace.editor)
    if (next !== undefined) workspace.goTo(next.id)
  },
}
