import type { CommitId } from '../ids.ts'
import { invertChanges } from './apply.ts'
import type { Entry } from './document.ts'
import { overlap } from './record-changes.ts'

/** What can be undone and redone: commits only, the newest last. */
export type History = {
  readonly done: readonly Entry[]
  readonly undone: readonly Entry[]
}

/** A history in which nothing happened yet. */
export const emptyHistory: History = { done: [], undone: [] }

/** Who made an entry and when: given by the caller, since this code has no clock and no chance. */
export type Stamp = { readonly id: () => CommitId; readonly at: () => number }

/**
 * The history after one more entry, live or read back from the store. A commit clears what could be redone. An undo or redo of
 * a commit older than what was read back is understood from the entry itself.
 */
export function takeEntry(history: History, entry: Entry): History {
  switch (entry.kind) {
    case 'commit':
      return { done: [...history.done, entry], undone: [] }
    case 'base':
      return history
    case 'undo': {
      const commit = history.done.find((each) => each.id === entry.of) ?? commitFrom(entry, true)
      return { done: history.done.filter((each) => each.id !== commit.id), undone: [...history.undone, commit] }
    }
    case 'redo': {
      const commit = history.undone.find((each) => each.id === entry.of) ?? commitFrom(entry, false)
      return { done: [...history.done, commit], undone: history.undone.filter((each) => each.id !== commit.id) }
    }
  }
}

/** The history that a run of entries leads to. */
export function historyOf(entries: readonly Entry[]): History {
  return entries.reduce(takeEntry, emptyHistory)
}

function commitFrom(entry: Entry, reversed: boolean): Entry {
  const { of, changes, ...rest } = entry
  return { ...rest, id: of ?? entry.id, kind: 'commit', changes: reversed ? invertChanges(changes) : changes }
}

/**
 * The top of a stack and the rest of its group, newest first. A member that lies deeper comes along only when nothing between
 * touches its records: taking it out of order would otherwise bring back what a later commit changed.
 */
function topUnit(stack: readonly Entry[]): Entry[] {
  const top = stack[stack.length - 1]
  if (top === undefined) return []
  const unit = [top]
  if (top.group === undefined) return unit
  const between: Entry[] = []
  for (let i = stack.length - 2; i >= 0; i--) {
    const entry = stack[i]
    if (entry === undefined) break
    if (entry.group !== top.group) {
      between.push(entry)
      continue
    }
    if (between.some((other) => overlap(other.changes, entry.changes))) break
    unit.push(entry)
  }
  return unit
}

/** The commits that the next undo takes back, in that order; empty when there are none. */
export function nextUndo(history: History): Entry[] {
  return topUnit(history.done)
}

/** The commits that the next redo repeats, in that order; empty when there are none. */
export function nextRedo(history: History): Entry[] {
  return topUnit(history.undone)
}

/** The entry that takes a commit back. */
export function undoEntry(commit: Entry, stamp: Stamp): Entry {
  return {
    ...commit,
    id: stamp.id(),
    kind: 'undo',
    of: commit.id,
    changes: invertChanges(commit.changes),
    at: stamp.at(),
  }
}

/** The entry that repeats a commit. */
export function redoEntry(commit: Entry, stamp: Stamp): Entry {
  return { ...commit, id: stamp.id(), kind: 'redo', of: commit.id, at: stamp.at() }
}
