import type { Part } from '../../../shared/dialogue/turn.ts'
import type { Templates } from '../../state/create-templates.ts'
import type { Template } from '../../text/built-templates.ts'
import { slotsOf } from '../../text/template-slots.ts'
import { t } from '../../text/translate.ts'

/** Those of the program, then the project's own that say something, that fit what was typed after `/`. */
export function templatesFor({ built, own }: Pick<Templates, 'built' | 'own'>, query: string): Template[] {
  const kept = own()
    .filter(({ text }) => text.trim() !== '')
    .map((each) => ({ ...each, own: true }))
  const wanted = query.toLocaleLowerCase()
  const all = [...built(), ...kept]
  const byId = all.filter((each) => !each.own && each.id.startsWith(wanted))
  return [...byId, ...all.filter((each) => !byId.includes(each) && each.name.toLocaleLowerCase().includes(wanted))]
}

/** A message as a template, its mentions places for regions; `null` for one without words. */
export function templateOf(parts: readonly Part[]): { readonly name: string; readonly text: string } | null {
  const slot = `‹${t('template.slot.region')}›`
  const text = parts
    .map((part) => (part.kind === 'mention' ? slot : part.kind === 'text' ? part.text : ''))
    .join('')
    .trim()
  return text === '' ? null : { name: text.slice(0, 40), text }
}

/** The first place of a message that is still to be filled in. */
export function openSlot(parts: readonly Part[]): string | null {
  for (const part of parts) {
    if (part.kind !== 'text') continue
    const [found] = slotsOf(part.text)
    if (found) return part.text.slice(found.from, found.to)
  }
  return null
}
