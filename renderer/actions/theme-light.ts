import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Theme: light. */
export const themeLight: Action<Workspace> = {
  id: 'theme-light',
  label: 'action.theme-light',
  scope: 'global',
  keys: [],
  run: ({ settings }) => settings.setTheme('light'),
}
