import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the sample project that comes with the program. */
export const openSample: Action<Workspace> = {
  id: 'open-sample',
  label: 'action.open-sample',
  scope: 'global',
  keys: [],
  unavailable: ({ project }) => (project().id === 'sample' ? 'action.open-sample.open' : null),
  run: ({ openProject }) => openProject({ kind: 'sample' }),
}
