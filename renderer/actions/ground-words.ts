import { selectedWords } from '../state/selected-words.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Grounds the words selected in a message: the regions drawn or clicked next are theirs. Grounded words are set free. */
export const groundWords: Action<Workspace> = {
  id: 'ground-words',
  label: 'action.ground-words',
  scope: 'transcript',
  keys: ['M'],
  unavailable({ editor }) {
    if (!editor.writable()) return 'unavailable.read-only'
    return selectedWords(getSelection()) ? null : 'unavailable.no-words'
  },
  run({ chat }) {
    const words = selectedWords(getSelection())
    if (words) chat.ground(words)
  },
}
