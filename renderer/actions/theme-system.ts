import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Theme: system. */
export const themeSystem: Action<Workspace> = {
  id: 'theme-system',
  label: 'action.theme-system',
  scope: 'global',
  keys: [],
  run: ({ settings }) => settings.setTheme('system'),
}
