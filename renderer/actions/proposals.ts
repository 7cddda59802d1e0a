import type { Region } from '../../shared/dialogue/region.ts'
import { judgeProposal } from '../../shared/document/commands/judge-proposal.ts'
import type { RegionId } from '../../shared/ids.ts'
import type { Editor } from '../state/editor.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'

/** The regions of the open image by number. */
export function regionsInOrder(editor: Editor): Region[] {
  return Object.values(editor.snapshot().regions)
    .filter((region) => region.imageId === editor.imageId())
    .sort((a, b) => a.number - b.number)
}

function isOpen(region: Region): boolean {
  return region.proposal?.judgement === 'open'
}

/** The proposals of the open image that nobody has judged. */
export function openProposals(editor: Editor): Region[] {
  return regionsInOrder(editor).filter(isOpen)
}

/** The open proposal after the selected region by number, from the first again after the last. */
export function openProposalAfterSelection(editor: Editor): Region | undefined {
  const at = Math.max(0, ...editor.selection().map((id) => editor.snapshot().regions[id]?.number ?? 0))
  const open = openProposals(editor)
  return open.find((region) => region.number > at) ?? open[0]
}

function selectedProposals(editor: Editor): RegionId[] {
  return editor.selection().filter((id) => editor.snapshot().regions[id]?.proposal !== undefined)
}

/** Why the selection cannot be judged. */
export function judgingUnavailable({ editor }: Workspace): MessageKey | null {
  if (!editor.writable()) return 'unavailable.read-only'
  return selectedProposals(editor).length > 0 ? null : 'unavailable.no-proposal'
}

/** Judges the selected proposals and goes on to the next open one; stays where it is after the last. */
export function judgeSelection(workspace: Workspace, verdict: 'accept' | 'reject'): void {
  const { editor } = workspace
  editor.commit(`history.${verdict}`, judgeProposal(verdict, ...selectedProposals(editor)))
  const [judged, second] = selectedProposals(editor)
  if (verdict === 'reject' && judged !== undefined && second === undefined) workspace.chat.offerCorrection(judged)
  else workspace.chat.stopAwaiting()
  const next = openProposalAfterSelection(editor)
  if (next !== undefined) workspace.goTo(next.id)
}
