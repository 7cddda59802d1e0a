import { type FileHandle, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry, RecordChange } from '../../../shared/document/document.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { readLines } from '../files/read-lines.ts'
import { decodeLine, type JournalLine } from './journal-line.ts'
import { emptySnapshot, foldEntry, readSnapshot, readSnapshotSeq, type Snapshot, snapshotChanges } from './snapshot.ts'

/** What was wrong with a journal: bytes of a torn last line that were dropped, and lines that cannot be read. */
export type Recovery = { droppedBytes: number; damaged: { line: number; reason: string }[] }

/** The name of a journal's file in its folder. */
export function journalPath(folder: string): string {
  return join(folder, 'journal.jsonl')
}

/** The name of a journal's snapshot in its folder. */
export function snapshotPath(folder: string): string {
  return join(folder, 'snapshot.jsonl')
}

/** Opens a file for reading; null when there is none. */
async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

type OpenFiles = { readonly journal: FileHandle | null; readonly snapshot: FileHandle | null }

/**
 * Both files of a moment. The journal is opened first: should it be folded in between, its entries are all in the
 * snapshot that is found, and are skipped by their numbers.
 */
async function withFiles<T>(folder: string, use: (files: OpenFiles) => Promise<T>): Promise<T> {
  const journal = await openIfThere(journalPath(folder))
  try {
    const snapshot = await openIfThere(snapshotPath(folder))
    try {
      return await use({ journal, snapshot })
    } finally {
      await snapshot?.close()
    }
  } finally {
    await journal?.close()
  }
}

/** A journal's content as found at start. */
export type Survey = {
  readonly lastSeq: number
  readonly snapshotSeq: number
  /** Numbers of all entries still held one by one. */
  readonly seqs: Map<string, number>
  /** Length of the journal up to its last whole line. */
  readonly length: number
  readonly recovery: Recovery
}

/** When the journal or its snapshot last changed, in milliseconds; `null` = there is neither. */
export async function journalChangedAt(folder: string): Promise<number | null> {
  const times: number[] = []
  for (const path of [journalPath(folder), snapshotPath(folder)]) {
    const found = await stat(path).catch(() => null)
    if (found !== null) times.push(found.mtimeMs)
  }
  return times.length === 0 ? null : Math.max(...times)
}

/** Reads everything once: numbers, ids, and what is damaged. */
export async function surveyJournal(folder: string): Promise<Survey> {
  return withFiles(folder, async ({ journal, snapshot }) => {
    const folded = snapshot ? await readSnapshot(snapshot) : emptySnapshot()
    const seqs = new Map(folded.history.map(({ seq, entry }) => [entry.id as string, seq]))
    const recovery: Recovery = { droppedBytes: 0, damaged: [] }
    let expected = folded.lastSeq + 1
    let unreadable = 0
    let length = 0
    let end = 0
    let number = 0
    /** Where lines begin that were written together and whose last one has not been met. */
    let open: { readonly length: number; readonly expected: number; readonly ids: string[] } | null = null
    if (journal) {
      for await (const line of readLines(journal)) {
        number++
        end = line.end
        if (!line.complete) break
        const start = length
        length = line.end
        const decoded = decodeLine(line.text)
        if (!decoded.ok) {
          recovery.damaged.push({ line: number, reason: decoded.error })
          unreadable++
          open = null
          continue
        }
        const { seq, id, more } = decoded.value
        if (more) {
          open ??= { length: start, expected, ids: [] }
          open.ids.push(id)
        } else open = null
        if (seq <= folded.lastSeq) {
          unreadable = 0
          continue
        }
        if (seq < expected || seq > expected + unreadable) {
          recovery.damaged.push({ line: number, reason: `entry ${seq} where ${expected + unreadable} was expected` })
        }
        if (seq >= expected) {
          seqs.set(id, seq)
          expected = seq + 1
        }
        unreadable = 0
      }
    }
    if (open !== null) {
      for (const id of open.ids) seqs.delete(id)
      expected = open.expected
      length = open.length
    }
    recovery.droppedBytes = end - length
    return { lastSeq: expected - 1 + unreadable, snapshotSeq: folded.lastSeq, seqs, length, recovery }
  })
}

/** The whole state: snapshot and journal folded into one. */
export async function foldJournal(folder: string): Promise<Snapshot> {
  return withFiles(folder, async ({ journal, snapshot }) => {
    const state = snapshot ? await readSnapshot(snapshot) : emptySnapshot()
    if (journal)
      for await (const line of goodLines(journal)) if (line.seq > state.lastSeq) foldEntry(state, line.parse())
    return state
  })
}

/** Lines that can be read; those that were written together come only when the last of them is there. */
async function* goodLines(journal: FileHandle): AsyncGenerator<JournalLine> {
  let held: JournalLine[] = []
  for await (const { text, complete } of readLines(journal)) {
    if (!complete) return
    const decoded = decodeLine(text)
    if (decoded.ok) held.push(decoded.value)
    if (decoded.ok && decoded.value.more) continue
    yield* held
    held = []
  }
}

const batchEntries = 200
const recordsPerEntry = 1000

/**
 * Everything after `seq`, in batches and without gaps in the numbers. Entries that were folded away come as a few
 * entries that bring about the snapshot's records; entries whose lines are damaged come as entries without changes.
 */
export async function* entriesSince(folder: string, seq: number): AsyncGenerator<JournalEntry[]> {
  const journal = await openIfThere(journalPath(folder))
  try {
    let last = seq
    const snapshot = await openIfThere(snapshotPath(folder))
    try {
      if (snapshot && (await readSnapshotSeq(snapshot)) > seq) {
        for (const batch of inBatches(snapshotEntries(await readSnapshot(snapshot), seq))) {
          yield batch
          last = batch[batch.length - 1]?.seq ?? last
        }
      }
    } finally {
      await snapshot?.close()
    }
    if (!journal) return
    let batch: JournalEntry[] = []
    for await (const line of goodLines(journal)) {
      if (line.seq <= last) continue
      for (let missing = last + 1; missing < line.seq; missing++) batch.push(lostEntry(missing))
      batch.push(line.parse())
      last = line.seq
      if (batch.length < batchEntries) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  } finally {
    await journal?.close()
  }
}

function* inBatches(entries: Iterable<JournalEntry>): Generator<JournalEntry[]> {
  let batch: JournalEntry[] = []
  for (const entry of entries) {
    batch.push(entry)
    if (batch.length < batchEntries) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function* snapshotEntries(snapshot: Snapshot, after: number): Generator<JournalEntry> {
  const firstKept = snapshot.history[0]?.seq ?? snapshot.lastSeq + 1
  const room = firstKept - 1 - after
  if (room > 0) {
    const changes = snapshotChanges(snapshot)
    const count = Math.min(room, Math.max(1, Math.ceil(changes.length / recordsPerEntry)))
    const size = Math.ceil(changes.length / count)
    for (let seq = after + 1; seq < firstKept; seq++) {
      const part = seq - (firstKept - count)
      const changed = part < 0 ? [] : changes.slice(part * size, (part + 1) * size)
      yield syntheticEntry('snapshot', seq, changed)
    }
  }
  for (const kept of snapshot.history) if (kept.seq > after) yield kept
}

function lostEntry(seq: number): JournalEntry {
  return syntheticEntry('lost', seq, [])
}

function syntheticEntry(kind: 'snapshot' | 'lost', seq: number, changes: RecordChange[]): JournalEntry {
  const id = `${kind}-${seq}` as CommitId
  return { seq, entry: { id, kind: 'base', label: `history.${kind}`, imageId: null, changes, at: 0 } }
}
