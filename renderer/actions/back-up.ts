import type { Workspace } from '../state/workspace.ts'
import { timeText } from '../text/time-text.ts'
import { t } from '../text/translate.ts'
import type { Action } from './action.ts'

/** Keeps a copy of the journal as it is now, beside it. Everything is written already; this is a place to come back to, and says so. */
export const backUp: Action<Workspace> = {
  id: 'back-up',
  label: 'action.back-up',
  scope: 'global',
  keys: ['Mod+S'],
  unavailable: ({ editor }) => (editor.writable() ? null : 'unavailable.read-only'),
  async run({ client, project, tell }) {
    const { at } = await client['project.backUp']({ projectId: project().id })
    tell(t('history.backed-up', { at: timeText(at) }))
  },
}
