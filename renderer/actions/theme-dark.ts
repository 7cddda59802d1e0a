import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Theme: dark. */
export const themeDark: Action<Workspace> = {
  id: 'theme-dark',
  label: 'action.theme-dark',
  scope: 'global',
  keys: [],
  run: ({ settings }) => settings.setTheme('dark'),
}
