import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'

function noItem({ review }: Workspace): MessageKey | null {
  return review.current() === null ? 'review.unavailable.no-item' : null
}

function notReady(workspace: Workspace): MessageKey | null {
  const { editor, review, settings } = workspace
  if (!editor.writable()) return 'unavailable.read-only'
  if (settings.reviewer() === '') return 'review.unavailable.no-name'
  return review.ready() ? null : 'review.unavailable.no-item'
}

function reviewing(
  id: string,
  keys: readonly string[],
  unavailable: (workspace: Workspace) => MessageKey | null,
  run: (workspace: Workspace) => void,
): Action<Workspace> {
  return { id, label: `action.${id}` as MessageKey, scope: 'review', keys, unavailable, run }
}

export const reviewAccept = reviewing('review-accept', ['Y'], notReady, ({ review }) => review.judge('accept'))
export const reviewReject = reviewing('review-reject', ['X'], notReady, ({ review }) => review.judge('reject'))
export const reviewEdit = reviewing('review-edit', ['E'], notReady, ({ review }) => review.setEditing(true))
export const reviewComment = reviewing('review-comment', ['C'], notReady, ({ review }) => review.setCommenting(true))
export const reviewZoom = reviewing('review-zoom', ['Z'], noItem, ({ review }) =>
  review.setWholePicture(!review.wholePicture()),
)
export const reviewNext = reviewing('review-next', ['Enter', 'ArrowDown'], noItem, ({ review }) => review.step(1))
export const reviewBack = reviewing('review-back', ['Shift+Enter', 'Backspace', 'ArrowUp'], noItem, ({ review }) =>
  review.step(-1),
)
export const reviewOpenPicture = reviewing('review-open-picture', ['O'], noItem, (workspace) => {
  const item = workspace.review.current()
  if (item === null) return
  workspace.setView('picture')
  void workspace.library.open(item.imageId).then(() => {
    const region = workspace.editor.document.regions[item.id]
    if (region !== undefined) workspace.goTo(region.id)
  })
})

/** Judging one thing after another without a mouse. */
export const reviewKeys: readonly Action<Workspace>[] = [
  reviewAccept,
  reviewReject,
  reviewEdit,
  reviewComment,
  reviewZoom,
  reviewNext,
  reviewBack,
  reviewOpenPicture,
]
