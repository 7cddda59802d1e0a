import * as v from 'valibot'
import { Part } from '../../../shared/dialogue/turn.ts'
import { type KeyValueStore, readStored } from '../../state/create-stored.ts'

const Draft = v.array(Part)

/** Where an unsent message of a dialogue is kept; a dialogue that has not begun belongs to its picture. */
export function draftKey(dialogueId: string | null, imageId: string | null): string {
  return `deixis.draft.${dialogueId ?? `new-${imageId ?? ''}`}`
}

/** The unsent message, or an empty one. */
export function readDraft(store: KeyValueStore, key: string): Part[] {
  return readStored(store, key, Draft) ?? []
}

/** Keeps an unsent message; an empty one is forgotten. */
export function keepDraft(store: KeyValueStore, key: string, parts: readonly Part[]): void {
  try {
    if (parts.length === 0) store.removeItem(key)
    else store.setItem(key, JSON.stringify(parts))
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: a full storage loses a draft at the next start, not now
    console.warn('could not keep the draft', error)
  }
}
