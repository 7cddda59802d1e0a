import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the model's own boxes beside the corrected ones while the key is held. */
export const showOriginals: Action<Workspace> = {
  id: 'show-originals',
  label: 'action.show-originals',
  scope: 'canvas',
  keys: ['O'],
  run: ({ editor }) => editor.setShowOriginals(true),
  release: ({ editor }) => editor.setShowOriginals(false),
}
