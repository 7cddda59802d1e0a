import { stepWords } from '../state/step-words.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

function selecting(
  id: string,
  label: Action<Workspace>['label'],
  key: string,
  step: 1 | -1,
  kind: 'move' | 'extend',
): Action<Workspace> {
  return {
    id,
    label,
    scope: 'transcript',
    keys: [key],
    unavailable: ({ chat }) => (chat.turns().length > 0 ? null : 'unavailable.no-message'),
    run() {
      const log = document.querySelector('[data-scope=transcript]')
      if (log) stepWords(log, step, kind)
    },
  }
}

/** Select words of the messages without a mouse: for grounding them (M), or for copying. */
export const selectWords: readonly Action<Workspace>[] = [
  selecting('word-after', 'action.word-after', 'ArrowRight', 1, 'move'),
  selecting('word-before', 'action.word-before', 'ArrowLeft', -1, 'move'),
  selecting('word-more', 'action.word-more', 'Shift+ArrowRight', 1, 'extend'),
  selecting('word-less', 'action.word-less', 'Shift+ArrowLeft', -1, 'extend'),
]
