import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the images as a grid of pictures, or as a list again. */
export const toggleGrid: Action<Workspace> = {
  id: 'toggle-grid',
  label: 'action.toggle-grid',
  scope: 'global',
  keys: ['Alt+G'],
  run({ settings }) {
    settings.setImageView(settings.imageView() === 'grid' ? 'list' : 'grid')
    if (!settings.panes().leftOpen) settings.setPanes({ leftOpen: true })
  },
}
