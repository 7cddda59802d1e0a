import * as v from 'valibot'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { type KeyValueStore, readStored } from '../../state/create-stored.ts'
import type { MessageKey } from '../../text/catalogue.ts'
import { slotsOf } from '../../text/template-slots.ts'
import { label, t } from '../../text/translate.ts'

/** A message with places to fill in, written ‹like this›. */
export type Template = { readonly id: string; readonly name: string; readonly text: string; readonly own: boolean }

const taskNames = ['ask', 'rec', 'reg', 'caption', 'describe', 'reasoning', 'point'] as const

const Own = v.array(v.object({ name: v.string(), text: v.string() }))
const storeKey = (projectId: string): string => `deixis.templates.${projectId}`

/** Those of the program, then the project's own, that fit what was typed after `/`. */
export function templatesFor(store: KeyValueStore, projectId: string, query: string): Template[] {
  const built = taskNames.map((name) => ({
    id: name,
    name: label(`template.${name}` satisfies MessageKey),
    text: label(`template.${name}.text` satisfies MessageKey),
    own: false,
  }))
  const own = (readStored(store, storeKey(projectId), Own) ?? []).map((each, index) => ({
    id: `own-${index}`,
    ...each,
    own: true,
  }))
  const wanted = query.toLocaleLowerCase()
  const all = [...built, ...own]
  const byId = all.filter(({ id }) => id.startsWith(wanted))
  return [...byId, ...all.filter((each) => !byId.includes(each) && each.name.toLocaleLowerCase().includes(wanted))]
}

/** Keeps a message as a template of the project; its mentions become places for regions. False for one without words. */
export function saveTemplate(store: KeyValueStore, projectId: string, parts: readonly Part[]): boolean {
  const slot = `‹${t('template.slot.region')}›`
  const text = parts
    .map((part) => (part.kind === 'mention' ? slot : part.kind === 'text' ? part.text : ''))
    .join('')
    .trim()
  if (text === '') return false
  const own = readStored(store, storeKey(projectId), Own) ?? []
  if (!own.some((each) => each.text === text)) own.push({ name: text.slice(0, 40), text })
  store.setItem(storeKey(projectId), JSON.stringify(own))
  return true
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
