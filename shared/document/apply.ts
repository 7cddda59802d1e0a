import type { Document, Entry, RecordChange } from './document.ts'

/** The records of a document as a working copy that `applyChange` may write to. */
export type DraftDocument = { [Table in keyof Document]: Record<string, Document[Table][string]> }

function setOrRemove<T>(records: Record<string, T>, id: string, after: T | null): void {
  if (after === null) delete records[id]
  else records[id] = after
}

/** Puts one change into `draft`, in place. Says nothing about `before`: the journal is the truth, not a suggestion. */
export function applyChange(draft: Pick<DraftDocument, RecordChange['table']>, change: RecordChange): void {
  switch (change.table) {
    case 'regions':
      setOrRemove(draft.regions, change.id, change.after)
      return
    case 'dialogues':
      setOrRemove(draft.dialogues, change.id, change.after)
      return
    case 'turns':
      setOrRemove(draft.turns, change.id, change.after)
      return
    case 'marks':
      setOrRemove(draft.marks, change.id, change.after)
      return
    case 'settings':
      setOrRemove(draft.settings, change.id, change.after)
  }
}

/** The document after an entry. The given one is untouched; tables that the entry does not change are shared with it. */
export function applyEntry(document: Document, entry: Entry): Document {
  if (entry.changes.length === 0) return document
  const tables = new Set(entry.changes.map((change) => change.table))
  const draft: DraftDocument = {
    images: document.images,
    regions: tables.has('regions') ? { ...document.regions } : document.regions,
    dialogues: tables.has('dialogues') ? { ...document.dialogues } : document.dialogues,
    turns: tables.has('turns') ? { ...document.turns } : document.turns,
    marks: tables.has('marks') ? { ...document.marks } : document.marks,
    settings: tables.has('settings') ? { ...document.settings } : document.settings,
  }
  for (const change of entry.changes) applyChange(draft, change)
  return draft
}

/** The changes that take an entry's changes back, last one first. */
export function invertChanges(changes: readonly RecordChange[]): RecordChange[] {
  return changes
    .map((change): RecordChange => ({ ...change, before: change.after, after: change.before }) as RecordChange)
    .reverse()
}
