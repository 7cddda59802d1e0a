import { constants } from 'node:fs'
import { copyFile, type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Document, Entry, JournalEntry, TableName } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder, writeFileDurably } from '../files/durable-file.ts'
import { entriesSince, foldJournal, journalPath, type Recovery, snapshotPath, surveyJournal } from './journal-files.ts'
import { encodeLine } from './journal-line.ts'
import { writeSnapshot } from './snapshot.ts'

/** The append-only history of one project: what survives when a page's database does not. */
export type Journal = {
  readonly recovery: Recovery
  /** The highest number; 0 when empty. */
  lastSeq(): number
  /** Its file's length up to there; what may follow was not written whole. */
  length(): number
  /**
   * Writes entries and answers with their numbers when they are durable (write + fdatasync; calls that come together
   * share one). An entry that is already there (same id) keeps its number. All or none of them are written, also when the
   * program ends half-way.
   */
  append(entries: readonly Entry[]): Promise<number[]>
  /** Everything after `seq` in batches, numbers without gaps. */
  entriesSince(seq: number): AsyncIterable<JournalEntry[]>
  /** Every record as the entries left it. */
  records(): Promise<Pick<Document, TableName>>
  close(): Promise<void>
}

export type JournalOptions = {
  /** Look only: nothing on disk is touched, `append` fails. */
  readonly readOnly?: boolean
  /** Folds the journal into a snapshot when it is larger than this and larger than the snapshot. */
  readonly foldBytes?: number
  /** How many entries a fold keeps one by one. */
  readonly keepEntries?: number
  readonly onProblem?: (problem: unknown) => void
}

type Waiting = { entries: readonly Entry[]; resolve(seqs: number[]): void; reject(error: unknown): void }

/** Opens (or begins) the journal in a folder. A torn last line is cut off; damaged lines are reported and left alone. */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  const { readOnly = false, foldBytes = 16 << 20, keepEntries = 500, onProblem = () => {} } = options
  if (!readOnly) await mkdir(folder, { recursive: true })
  const survey = await surveyJournal(folder)
  const { seqs, recovery } = survey
  let { lastSeq, length } = survey
  let foldAt = foldBytes
  let damaged = recovery.damaged.length > 0
  let file = readOnly ? null : await openForWriting(folder, recovery.droppedBytes > 0 ? length : null)
  let waiting: Waiting[] = []
  let working: Promise<void> | null = null
  let closed = false

  async function write(calls: readonly Waiting[]): Promise<void> {
    if (!file) throw new AppError('journal.write-failed', { detail: closed ? 'closed' : 'read only' })
    const added = new Map<string, number>()
    let text = ''
    for (const { entries } of calls) {
      const fresh: Entry[] = []
      for (const entry of entries) {
        if (seqs.has(entry.id) || added.has(entry.id)) continue
        added.set(entry.id, lastSeq + added.size + 1)
        fresh.push(entry)
      }
      const last = fresh.length - 1
      for (const [i, entry] of fresh.entries()) text += encodeLine(lastSeq + added.size - last + i, entry, i < last)
    }
    if (added.size > 0) {
      const bytes = Buffer.from(text)
      await writeOrTakeBack(file, bytes, length)
      length += bytes.length
      lastSeq += added.size
      for (const [id, seq] of added) seqs.set(id, seq)
    }
    for (const call of calls) call.resolve(call.entries.map((entry) => seqs.get(entry.id) ?? 0))
  }

  async function fold(): Promise<void> {
    if (damaged) await copyFile(journalPath(folder), join(folder, `journal.damaged-${lastSeq}.jsonl`))
    const state = await foldJournal(folder)
    state.lastSeq = lastSeq
    state.history = lastSteps(state.history, keepEntries)
    await writeSnapshot(snapshotPath(folder), state)
    await writeFileDurably(journalPath(folder), [])
    const folded = file
    file = await openForWriting(folder, null)
    length = 0
    await folded?.close()
    const kept = new Set(state.history.map(({ entry }) => entry.id as string))
    for (const id of seqs.keys()) if (!kept.has(id)) seqs.delete(id)
    const { size } = await stat(snapshotPath(folder))
    foldAt = Math.max(foldBytes, size)
    damaged = false
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const calls = waiting
      waiting = []
      try {
        await write(calls)
      } catch (cause) {
        const error =
          cause instanceof AppError ? cause : new AppError('journal.write-failed', { detail: String(cause), cause })
        for (const call of calls) call.reject(error)
      }
      if (length <= foldAt || !file) continue
      try {
        await fold()
      } catch (problem) {
        foldAt = length * 2
        onProblem(problem)
      }
    }
    working = null
  }

  return {
    recovery,
    lastSeq: () => lastSeq,
    length: () => length,
    append(entries) {
      return new Promise((resolve, reject) => {
        waiting.push({ entries, resolve, reject })
        working ??= work()
      })
    },
    entriesSince: (seq) => entriesSince(folder, seq),
    async records() {
      return (await foldJournal(folder)).records
    },
    async close() {
      await working
      closed = true
      await file?.close()
      file = null
    },
  }
}

/** The last entries of a history, at most `limit`; a group that does not fit whole is left out, since it is one step. */
function lastSteps(history: readonly JournalEntry[], limit: number): JournalEntry[] {
  const group = history.at(-limit - 1)?.entry.group
  const kept = history.slice(-limit)
  if (group === undefined) return kept
  const next = kept.findIndex((each) => each.entry.group !== group)
  return next < 0 ? [] : kept.slice(next)
}

async function openForWriting(folder: string, cutAt: number | null): Promise<FileHandle> {
  const file = await open(journalPath(folder), constants.O_RDWR | constants.O_CREAT, 0o600)
  if (cutAt !== null) await file.truncate(cutAt)
  await file.sync()
  await syncFolder(folder)
  return file
}

/** A write that fails half-way (disk full) is cut off again, so that the next one does not continue a torn line. */
async function writeOrTakeBack(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
    await file.datasync()
  } catch (error) {
    await file.truncate(at)
    throw error
  }
}
