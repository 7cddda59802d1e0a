import type { Part } from '../../shared/dialogue/turn.ts'
import type { RegionId } from '../../shared/ids.ts'
import type { Workspace } from '../state/workspace.ts'
import { slotsOf } from '../text/template-slots.ts'
import { t } from '../text/translate.ts'
import type { Action } from './action.ts'

/** The template about a region, its place filled with these regions. */
function question(regionIds: readonly RegionId[], { templates }: Workspace): Part[] {
  const text = templates.built().find(({ id }) => id === 'reg')?.text ?? t('template.reg.text')
  const [place = { from: text.length, to: text.length }] = slotsOf(text)
  return [
    { kind: 'text', text: text.slice(0, place.from) },
    { kind: 'mention', regionIds: [...regionIds] },
    { kind: 'text', text: text.slice(place.to) },
  ]
}

/** Asks the model about the selected regions at once; a message that is being written stays as it is. */
export const runTemplate: Action<Workspace> = {
  id: 'run-template',
  label: 'action.run-template',
  scope: 'canvas',
  keys: ['I'],
  unavailable(workspace) {
    const selected = workspace.editor.selection()
    return selected.length > 0 ? workspace.chat.unsendable(question(selected, workspace)) : 'unavailable.no-selection'
  },
  run: async (workspace) => void (await workspace.chat.ask(question(workspace.editor.selection(), workspace))),
}
