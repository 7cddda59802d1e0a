import { type Accessor, createSignal } from 'solid-js'
import type { ProjectInfo, projectApi } from '../../shared/api/project.ts'
import type { Entry, JournalEntry } from '../../shared/document/document.ts'
import { toAppError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import { type DocumentStore, SeqGapError } from '../db/document-store.ts'
import type { Replayed, SaveState } from './editor.ts'

/** The calls of a project, wherever they are answered. */
export type ProjectClient = Client<typeof projectApi>

/** Brings entries into the main process's journal and then into the store, in order, until both have them. */
export type Persistence = {
  /** Takes into the store what the journal has and it has not; gives back to the journal what only the store still knows. */
  catchUp(project: ProjectInfo): Promise<void>
  push(entries: readonly Entry[]): void
  /** Takes in an entry that is in the journal already. Resolves when it is stored, or when storing failed and `state` says so. */
  takeIn(committed: JournalEntry): Promise<void>
  /** True for the number of an entry that was stored or taken in already, from whoever it came. */
  has(seq: number): boolean
  /** Entries that the store does not have yet, in order. */
  unsaved(): Entry[]
  readonly state: Accessor<SaveState>
  /** Bytes left where the journal lies, when they are few; `null` = enough, as far as anybody knows. */
  readonly lowOnSpace: Accessor<number | null>
  /** What the last `catchUp` took from the journal into a store that had the beginning already: a start after a crash. */
  readonly replayed: Accessor<Replayed | null>
  retry(): void
  dispose(): void
}

export type PersistenceOptions = {
  readonly client: ProjectClient
  readonly store: DocumentStore
  readonly projectId: ProjectInfo['id']
  readonly now: () => number
  /** The journal refused an entry because another window writes now. */
  readonly onNotWriter: () => void
  /** Entries that others committed are about to be stored, since the page's own come after them, and the page has not heard of them yet. */
  readonly onUnheard: (entries: readonly Entry[]) => void
  readonly retryDelaysMs?: readonly number[]
}

const defaultDelaysMs = [500, 1000, 2000, 5000, 10_000, 30_000]

const changesAtOnce = 500

/** Lists of a few hundred changes each, so that the page can do something else in between. */
function* inSlices<T>(entries: readonly T[], sizeOf: (entry: T) => number): Generator<T[]> {
  let slice: T[] = []
  let size = 0
  for (const entry of entries) {
    slice.push(entry)
    size += sizeOf(entry)
    if (size < changesAtOnce) continue
    yield slice
    slice = []
    size = 0
  }
  if (slice.length > 0) yield slice
}

/** Nothing that was pushed is ever dropped: what fails stays queued and is tried again. */
export function createPersistence(options: PersistenceOptions): Persistence {
  const { client, store, projectId, now } = options
  const delaysMs = options.retryDelaysMs ?? defaultDelaysMs
  const [state, setState] = createSignal<SaveState>({ kind: 'saved', at: now() })
  const [replayed, setReplayed] = createSignal<Replayed | null>(null)
  const [lowOnSpace, setLowOnSpace] = createSignal<number | null>(null)
  const queue: Entry[] = []
  const journaled = new Map<number, JournalEntry>()
  let stored = 0
  let running: Promise<void> | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let disposed = false

  async function replay(after: number): Promise<Replayed> {
    let count = 0
    let at = 0
    for await (const { entries } of client['project.entriesSince']({ projectId, seq: after })) {
      await store.apply(entries)
      // What is no step of anybody's, such as the time spent on an image, is written when a page goes and comes back without a word.
      const steps = entries.filter(({ entry }) => entry.kind !== 'base')
      count += steps.length
      for (const { entry } of steps) at = Math.max(at, entry.at)
    }
    return { count, at, after }
  }

  async function append(entries: readonly Entry[]): Promise<JournalEntry[]> {
    const slices = [...inSlices(entries, (entry) => entry.changes.length)]
    let seqs: readonly number[] = []
    for (const [i, slice] of slices.entries()) {
      const part = slices.length === 1 ? undefined : i === 0 ? 'first' : i < slices.length - 1 ? 'next' : 'last'
      const answer = await client['project.append']({ projectId, entries: slice, part })
      seqs = answer.seqs
      if (seqs.length > 0) setLowOnSpace(answer.lowOnSpace ?? null)
    }
    return entries.map((entry, i) => {
      const seq = seqs[i]
      if (seq === undefined) throw new Error(`the journal numbered ${seqs.length} of ${entries.length} entries`)
      return { seq, entry }
    })
  }

  /** Hears of what the journal has after `seq` before those who committed it tell the page. */
  async function hearSince(seq: number): Promise<void> {
    for await (const { entries } of client['project.entriesSince']({ projectId, seq })) {
      const known = new Set(unsaved().map((each) => each.id))
      const fresh = entries.filter(({ seq }) => !has(seq))
      for (const each of fresh) journaled.set(each.seq, each)
      options.onUnheard(fresh.map(({ entry }) => entry).filter(({ id }) => !known.has(id)))
    }
  }

  async function storeJournaled(): Promise<void> {
    try {
      await storeInOrder()
    } catch (error) {
      if (!(error instanceof SeqGapError)) throw error
      await hearSince(error.lastSeq)
      await storeInOrder()
    }
  }

  async function storeInOrder(): Promise<void> {
    const entries = [...journaled.values()].sort((a, b) => a.seq - b.seq)
    for (const slice of inSlices(entries, ({ entry }) => entry.changes.length)) {
      await store.apply(slice)
      for (const { seq } of slice) {
        journaled.delete(seq)
        stored = Math.max(stored, seq)
      }
    }
  }

  async function work(): Promise<void> {
    setState({ kind: 'saving' })
    try {
      while (queue.length > 0 || journaled.size > 0) {
        const batch = queue.slice()
        if (batch.length > 0) {
          for (const each of await append(batch)) journaled.set(each.seq, each)
          queue.splice(0, batch.length)
        }
        await storeJournaled()
      }
      failures = 0
      setState({ kind: 'saved', at: now() })
    } catch (thrown) {
      const error = toAppError(thrown)
      setState({ kind: 'failed', message: error.detail ?? error.message })
      if (error.code === 'project.not-writer') options.onNotWriter()
      const delay = delaysMs[Math.min(failures++, delaysMs.length - 1)]
      if (!disposed) retryTimer = setTimeout(run, delay)
    } finally {
      running = null
    }
  }

  function run(): Promise<void> {
    clearTimeout(retryTimer)
    // Work without anything to do would be over before it is noted as running, and then be taken for running for ever.
    if (queue.length === 0 && journaled.size === 0) return running ?? Promise.resolve()
    running ??= work()
    return running
  }

  function pushAndRun(entries: readonly Entry[]): void {
    queue.push(...entries)
    // While a retry is waiting, the new entries wait with it: order is kept, and the state keeps saying that saving failed.
    if (state().kind !== 'failed') void run()
  }

  function has(seq: number): boolean {
    return seq <= stored || journaled.has(seq)
  }

  function unsaved(): Entry[] {
    return [...[...journaled.values()].map((each) => each.entry), ...queue]
  }

  /** True when store and journal hold the same entry under this number. */
  async function agreesAt(seq: number): Promise<boolean> {
    if (seq === 0) return true
    const [stored] = await store.entriesAfter(seq - 1)
    for await (const { entries } of client['project.entriesSince']({ projectId, seq: seq - 1 })) {
      const first = entries[0]
      // Of a line that was damaged the journal knows only the number; what the store has of it is then all there is.
      if (first?.entry.label === 'history.lost') return stored !== undefined
      if (first !== undefined) return stored !== undefined && stored.entry.id === first.entry.id
    }
    return false
  }

  async function giveBack(lastSeq: number): Promise<boolean> {
    const onlyHere = await store.entriesAfter(lastSeq)
    const numbered = await append(onlyHere.map((each) => each.entry))
    return numbered.every((each, i) => each.seq === onlyHere[i]?.seq)
  }

  async function catchUp(project: ProjectInfo): Promise<void> {
    const known = await store.lastSeq()
    let sound = await agreesAt(Math.min(known, project.lastSeq))
    if (sound && known > project.lastSeq && project.writer) sound = await giveBack(project.lastSeq)
    if (!sound) await store.clear()
    const missing = await replay(await store.lastSeq())
    stored = await store.lastSeq()
    setReplayed(sound && known > 0 && missing.count > 0 ? missing : null)
  }

  return {
    catchUp,
    push: pushAndRun,
    takeIn(committed) {
      // What is stored already would lie over what was done since, for as long as it counted as unsaved.
      if (!has(committed.seq)) journaled.set(committed.seq, committed)
      return run()
    },
    has,
    unsaved,
    state,
    lowOnSpace,
    replayed,
    retry: () => void run(),
    dispose() {
      disposed = true
      clearTimeout(retryTimer)
    },
  }
}
