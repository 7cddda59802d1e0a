import { enablePatches, type Patch, produceWithPatches } from 'immer'
import type { Document, RecordChange, TableName } from './document.ts'

enablePatches()

/** The records that a recipe may change, by table and id. */
export type Records = Pick<Document, TableName>

/** A draft of the records: plain objects to add to, assign to and delete from. */
export type RecordsDraft = {
  regions: Record<string, Document['regions'][string]>
  dialogues: Record<string, Document['dialogues'][string]>
  turns: Record<string, Document['turns'][string]>
}

/** A change of the document, written as if the draft could be mutated. It must return nothing. */
export type Recipe = (draft: RecordsDraft) => void

const tables: readonly TableName[] = ['regions', 'dialogues', 'turns']

function isTable(name: unknown): name is TableName {
  return tables.includes(name as TableName)
}

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

function touchedIds(before: Records, after: Records, patches: readonly Patch[]): Map<TableName, Set<string>> {
  const touched = new Map<TableName, Set<string>>()
  for (const { path } of patches) {
    const [table, id] = path
    if (!isTable(table)) throw new Error(`a recipe may not change ${String(table)}`)
    const ids = touched.get(table) ?? new Set<string>()
    touched.set(table, ids)
    if (id !== undefined) ids.add(String(id))
    else for (const each of [...Object.keys(before[table]), ...Object.keys(after[table])]) ids.add(each)
  }
  return touched
}

/**
 * Runs a recipe and tells what it did to each record. `before` itself is left as it is; records set to an equal value
 * do not count as changed.
 */
export function changesOf(before: Document, recipe: Recipe): { after: Document; changes: RecordChange[] } {
  const base: Records = { regions: before.regions, dialogues: before.dialogues, turns: before.turns }
  const [after, patches] = produceWithPatches(base, (draft: RecordsDraft) => {
    recipe(draft)
  })
  const changes: RecordChange[] = []
  for (const [table, ids] of touchedIds(base, after, patches)) {
    for (const id of ids) {
      const change = { table, id, before: base[table][id] ?? null, after: after[table][id] ?? null } as RecordChange
      if (!sameValue(change.before, change.after)) changes.push(change)
    }
  }
  return { after: { ...before, ...after }, changes }
}

/** True when both touch at least one record in common, so that their order matters. */
export function overlap(a: readonly RecordChange[], b: readonly RecordChange[]): boolean {
  const touched = new Set(a.map((change) => `${change.table}/${change.id}`))
  return b.some((change) => touched.has(`${change.table}/${change.id}`))
}
