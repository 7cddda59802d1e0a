import type { ProjectInfo } from '../../shared/api/project.ts'
import type { Entry, JournalEntry } from '../../shared/document/document.ts'
import { AppError } from '../../shared/errors.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { ProjectClient } from './persistence.ts'

/** A journal in memory behind the contract of a project, for tests of what stands on it. */
export type MemoryJournal = {
  readonly client: ProjectClient
  readonly entries: JournalEntry[]
  readonly info: ProjectInfo
  /** Adds an entry as the main process does for a model's answer. */
  commit(entry: Entry): JournalEntry
  /** The next appends fail with this; `null` lets them through again. */
  failWith(error: AppError | null): void
  /** Appends wait until the returned function is called. */
  hold(): () => void
  setWriter(writer: boolean): void
}

/** Starts with these entries. */
export function createMemoryJournal(initial: readonly JournalEntry[] = []): MemoryJournal {
  const entries = [...initial]
  const id = 'project1' as ProjectId
  let failure: AppError | null = null
  let held: Promise<void> = Promise.resolve()
  let writer = true
  let parts: Entry[] = []
  const watchers = new Set<(writer: boolean) => void>()

  const backups: { at: number; bytes: number }[] = []

  function number(entry: Entry): JournalEntry {
    const known = entries.find((each) => each.entry.id === entry.id)
    if (known !== undefined) return known
    const added: JournalEntry = { seq: entries.length + 1, entry: JSON.parse(JSON.stringify(entry)) as Entry }
    entries.push(added)
    return added
  }

  function infoNow(): ProjectInfo {
    return { id, name: 'test', path: '/test', writer, lastSeq: entries.length, imageBase: '/images/' }
  }

  function setWriter(next: boolean): void {
    writer = next
    for (const watcher of watchers) watcher(next)
  }

  const client: ProjectClient = {
    'project.open': async () => infoNow(),
    'project.takeOver': async () => {
      setWriter(true)
      return infoNow()
    },
    async *'project.scan'() {},
    'project.locate': async () => ({ path: '/test', found: 0, missing: 0 }),
    'project.relocate': async () => ({ path: '/test', found: 0, missing: 0 }),
    async 'project.append'({ entries: part, part: which }) {
      await held
      if (failure !== null) throw failure
      if (!writer) throw new AppError('project.not-writer')
      if (which === undefined || which === 'first') parts = []
      parts = [...parts, ...part]
      if (which === 'first' || which === 'next') return { seqs: [] }
      const added = parts
      return { seqs: added.map((entry) => number(entry).seq) }
    },
    async *'project.entriesSince'({ seq }) {
      const missing = entries.filter((each) => each.seq > seq)
      for (let i = 0; i < missing.length; i += 2) yield { entries: missing.slice(i, i + 2) }
    },
    async 'project.backUp'() {
      const made = { at: backups.length + 1, bytes: entries.length }
      backups.unshift(made)
      return made
    },
    'project.backups': async () => ({ folder: '/test', backups: [...backups] }),
    'project.noteDone': async () => ({}),
    'project.previewBackup': async () => ({
      images: 1,
      regions: 1,
      dialogues: 0,
      turns: 0,
      steps: 1,
      changedAt: 1,
      comesBack: 0,
      changes: 1,
      goes: 0,
    }),
    async *'project.restore'() {},
    'project.showFiles': async () => ({ path: '/test', shown: false }),
    async *'project.saveAs'() {},
    'project.fileInfo': async () => ({ name: 'test', images: 1, pictures: 0, savedAt: 1, settings: {} }),
    async *'project.openFile'() {},
    async *'project.watch'(_, signal) {
      const news: boolean[] = []
      let wake: () => void = () => undefined
      const watcher = (next: boolean): void => {
        news.push(next)
        wake()
      }
      watchers.add(watcher)
      signal?.addEventListener('abort', () => wake())
      while (signal?.aborted !== true) {
        const next = news.shift()
        if (next !== undefined) yield { writer: next }
        else await new Promise<void>((resolve) => (wake = resolve))
      }
      watchers.delete(watcher)
    },
  }

  return {
    client,
    entries,
    get info() {
      return infoNow()
    },
    commit: number,
    failWith(error) {
      failure = error
    },
    hold() {
      let release: () => void = () => undefined
      held = new Promise((resolve) => (release = resolve))
      return release
    },
    setWriter,
  }
}
