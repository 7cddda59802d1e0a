import type { QaRow } from '../state/create-qa.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'
import { imageDone } from './image-done.ts'

function noImage({ editor }: Workspace): MessageKey | null {
  if (!editor.writable()) return 'unavailable.read-only'
  return editor.imageId() === null ? 'unavailable.no-image' : null
}

function noRow(workspace: Workspace): MessageKey | null {
  return noImage(workspace) ?? (workspace.qa.current() === null ? 'qa.unavailable.no-row' : null)
}

function noAnswer(workspace: Workspace): MessageKey | null {
  return noRow(workspace) ?? (workspace.qa.current()?.answer ? null : 'qa.unavailable.no-answer')
}

function noRightAnswer(workspace: Workspace): MessageKey | null {
  const { qa } = workspace
  const row = qa.current()
  const lacks = row && qa.problem(row)
  return noAnswer(workspace) ?? (lacks ? `qa.problem.${lacks}` : null)
}

function noSuggestion(workspace: Workspace): MessageKey | null {
  const { chat, qa } = workspace
  if (qa.suggesting() !== null) return null
  if (chat.models.state().kind !== 'ready') return 'chat.unavailable.no-model'
  return noImage(workspace) ?? (qa.fillable().length === 0 ? 'qa.unavailable.nothing-asked' : null)
}

function onRow(
  id: string,
  keys: readonly string[],
  run: (workspace: Workspace, row: QaRow) => void,
  unavailable = noRow,
): Action<Workspace> {
  return {
    id,
    label: `action.${id}` as MessageKey,
    scope: 'qa',
    keys,
    unavailable,
    run(workspace) {
      const row = workspace.qa.current()
      if (row !== null) run(workspace, row)
    },
  }
}

export const qaAdd: Action<Workspace> = {
  id: 'qa-add',
  label: 'action.qa-add',
  scope: 'qa',
  keys: ['Mod+Enter', 'Insert'],
  unavailable: noImage,
  run: ({ qa }) => qa.add(),
}
export const qaSuggest: Action<Workspace> = {
  id: 'qa-suggest',
  label: 'action.qa-suggest',
  scope: 'qa',
  keys: ['S'],
  unavailable: noSuggestion,
  run: ({ qa }) => (qa.suggesting() === null ? qa.suggest() : qa.stop()),
}
export const qaDelete = onRow('qa-delete', ['Delete'], ({ qa }, row) => qa.remove(row.id))
export const qaUp = onRow('qa-up', ['Alt+ArrowUp'], ({ qa }, row) => qa.move(row.id, -1))
export const qaDown = onRow('qa-down', ['Alt+ArrowDown'], ({ qa }, row) => qa.move(row.id, 1))
export const qaAccept = onRow('qa-accept', ['Y'], ({ qa }, row) => qa.judge(row.id, 'accept'), noRightAnswer)
export const qaReject = onRow('qa-reject', ['X'], ({ qa }, row) => qa.judge(row.id, 'reject'), noAnswer)

function onImage(id: string, label: MessageKey, key: string, run: Action<Workspace>['run']): Action<Workspace> {
  return {
    id,
    label,
    scope: 'qa',
    keys: [key],
    unavailable: (workspace) => (workspace.editor.imageId() === null ? 'unavailable.no-image' : null),
    run,
  }
}
const qaNextImage = onImage('qa-next-image', 'action.next-image', 'PageDown', ({ library }) => library.step(1))
const qaPreviousImage = onImage('qa-previous-image', 'action.previous-image', 'PageUp', ({ library }) =>
  library.step(-1),
)
/** In the table Ctrl+Enter begins a row, so done has Shift with it. */
export const qaImageDone: Action<Workspace> = {
  ...imageDone,
  id: 'qa-image-done',
  scope: 'qa',
  keys: ['Mod+Shift+Enter'],
}

/** 1 to 9 answer a row whose answer is a choice. */
const qaChoices = ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((n) =>
  onRow(
    `qa-choice-${n}`,
    [String(n)],
    ({ qa }, row) => {
      const text = qa.form().choices[n - 1]
      if (text !== undefined) qa.setAnswer(row.id, [{ kind: 'text', text }])
    },
    (workspace) => {
      const { qa } = workspace
      if (qa.current()?.type !== 'choice') return noRow(workspace) ?? 'qa.unavailable.no-choice-row'
      return noRow(workspace) ?? (qa.form().choices[n - 1] === undefined ? 'qa.unavailable.no-such-choice' : null)
    },
  ),
)

/** The question table without a mouse. */
export const qaKeys: readonly Action<Workspace>[] = [
  qaAdd,
  qaDelete,
  qaUp,
  qaDown,
  qaAccept,
  qaReject,
  ...qaChoices,
  qaSuggest,
  qaNextImage,
  qaPreviousImage,
  qaImageDone,
]
