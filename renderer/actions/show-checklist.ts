import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Brings the first steps back. */
export const showChecklist: Action<Workspace> = {
  id: 'show-checklist',
  label: 'action.show-checklist',
  scope: 'global',
  keys: [],
  run: ({ settings }) => settings.showChecklist(),
}
