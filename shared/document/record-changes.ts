import type { Document, RecordChange, TableName } from './document.ts'
import { createDraftTable } from './draft-table.ts'

/** A draft of the records: plain objects to add to, assign to and delete from. */
export type RecordsDraft = {
  readonly regions: Record<string, Document['regions'][string]>
  readonly dialogues: Record<string, Document['dialogues'][string]>
  readonly turns: Record<string, Document['turns'][string]>
  readonly marks: Record<string, Document['marks'][string]>
  readonly settings: Record<string, Document['settings'][string]>
}

/** A change of the document, written as if the draft could be mutated. It must return nothing. */
export type Recipe = (draft: RecordsDraft) => void

/** True when both are the same JSON-like value; keys that are `undefined` count as absent, as they do in a journal. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (!sameValue(left[key], right[key])) return false
  }
  return true
}

/**
 * What a recipe does to each record. The document itself is left as it is; records set to an equal value do not count as
 * changed.
 */
export function changesOf(document: Document, recipe: Recipe): RecordChange[] {
  const drafts = {
    regions: createDraftTable(document.regions),
    dialogues: createDraftTable(document.dialogues),
    turns: createDraftTable(document.turns),
    marks: createDraftTable(document.marks),
    settings: createDraftTable(document.settings),
  }
  recipe({
    regions: drafts.regions.draft,
    dialogues: drafts.dialogues.draft,
    turns: drafts.turns.draft,
    marks: drafts.marks.draft,
    settings: drafts.settings.draft,
  })
  return (Object.keys(drafts) as TableName[]).flatMap((table) =>
    [...drafts[table].finish()].flatMap(([id, after]) => {
      const before = Object.hasOwn(document[table], id) ? document[table][id] : null
      return sameValue(before, after) ? [] : [{ table, id, before, after } as RecordChange]
    }),
  )
}

/** True when both touch at least one record in common, so that their order matters. */
export function overlap(a: readonly RecordChange[], b: readonly RecordChange[]): boolean {
  const touched = new Set(a.map((change) => `${change.table}/${change.id}`))
  return b.some((change) => touched.has(`${change.table}/${change.id}`))
}
