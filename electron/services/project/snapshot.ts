import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { applyChange, type DraftDocument } from '../../../shared/document/apply.ts'
import type { Entry, JournalEntry, RecordChange, TableName } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import { readLines } from '../files/read-lines.ts'

/**
 * What a journal is folded into when it has grown: every record, the ids of records that are gone (a page that missed
 * their removal must be told), and the last entries, so that undo reaches back beyond the fold.
 */
export type Snapshot = {
  lastSeq: number
  records: Pick<DraftDocument, TableName>
  removed: Record<TableName, Set<string>>
  history: JournalEntry[]
}

const tableNames: readonly TableName[] = ['regions', 'dialogues', 'turns', 'marks', 'settings']

/** A snapshot of nothing. */
export function emptySnapshot(): Snapshot {
  return {
    lastSeq: 0,
    records: { regions: {}, dialogues: {}, turns: {}, marks: {}, settings: {} },
    removed: { regions: new Set(), dialogues: new Set(), turns: new Set(), marks: new Set(), settings: new Set() },
    history: [],
  }
}

/** Takes an entry into a snapshot, in place. */
export function foldEntry(snapshot: Snapshot, { seq, entry }: JournalEntry): void {
  for (const change of entry.changes) {
    applyChange(snapshot.records, change)
    const removed = snapshot.removed[change.table]
    if (change.after === null) removed.add(change.id)
    else removed.delete(change.id)
  }
  snapshot.lastSeq = seq
  snapshot.history.push({ seq, entry })
}

/** Every record as a change that brings it about, removals included. */
export function snapshotChanges(snapshot: Snapshot): RecordChange[] {
  const changes: RecordChange[] = []
  for (const table of tableNames) {
    for (const id of snapshot.removed[table]) changes.push({ table, id, before: null, after: null })
    for (const [id, after] of Object.entries(snapshot.records[table])) {
      changes.push({ table, id, before: null, after } as RecordChange)
    }
  }
  return changes
}

/** Writes a snapshot as one JSON value per line, closed by a line with a checksum over all others. */
export async function writeSnapshot(path: string, snapshot: Snapshot): Promise<void> {
  await writeFileDurably(path, snapshotLines(snapshot))
}

function* snapshotLines(snapshot: Snapshot): Generator<string> {
  const hash = createHash('sha256')
  let block = ''
  function* lines(): Generator<unknown> {
    yield { kind: 'snapshot', version: 1, lastSeq: snapshot.lastSeq }
    for (const change of snapshotChanges(snapshot)) yield { kind: 'record', change }
    for (const { seq, entry } of snapshot.history) yield { kind: 'entry', seq, entry }
  }
  for (const value of lines()) {
    const line = `${JSON.stringify(value)}\n`
    hash.update(line)
    block += line
    if (block.length < 1 << 20) continue
    yield block
    block = ''
  }
  yield `${block}${JSON.stringify({ kind: 'end', sum: hash.digest('hex') })}\n`
}

/** The number of the last entry in a snapshot, from its first line. */
export async function readSnapshotSeq(file: FileHandle): Promise<number> {
  for await (const { text } of readLines(file)) {
    const line = parseSnapshotLine(text, 1)
    if (line.kind === 'snapshot') return line.lastSeq
    break
  }
  throw broken('its first line is missing')
}

type SnapshotLine =
  | { kind: 'snapshot'; version: number; lastSeq: number }
  | { kind: 'record'; change: RecordChange }
  | { kind: 'entry'; seq: number; entry: Entry }
  | { kind: 'end'; sum: string }

/** Reads a snapshot; one that is not whole fails with `journal.broken`, since nothing else holds its records. */
export async function readSnapshot(file: FileHandle): Promise<Snapshot> {
  const snapshot = emptySnapshot()
  const hash = createHash('sha256')
  let number = 0
  let ended = false
  for await (const { text } of readLines(file)) {
    number++
    const line = parseSnapshotLine(text, number)
    if (line.kind === 'end') {
      if (line.sum !== hash.digest('hex')) throw broken('its checksum is wrong')
      ended = true
      break
    }
    hash.update(`${text}\n`)
    if (line.kind === 'snapshot') {
      if (line.version !== 1) throw broken(`version ${line.version} was written by a newer Deixis`)
      snapshot.lastSeq = line.lastSeq
    } else if (line.kind === 'entry') snapshot.history.push({ seq: line.seq, entry: line.entry })
    else if (line.change.after === null) snapshot.removed[line.change.table].add(line.change.id)
    else applyChange(snapshot.records, line.change)
  }
  if (!ended) throw broken('its end is missing')
  return snapshot
}

function parseSnapshotLine(text: string, number: number): SnapshotLine {
  try {
    return JSON.parse(text) as SnapshotLine
  } catch (cause) {
    throw broken(`line ${number} is no JSON`, cause)
  }
}

function broken(what: string, cause?: unknown): AppError {
  return new AppError('journal.broken', { detail: `snapshot: ${what}`, cause })
}
