import { createSignal, onCleanup } from 'solid-js'
import type { RecordChange } from '../../shared/document/document.ts'
import { createFactsIndex, type FactsIndex, type ImageFacts } from '../../shared/document/image-facts.ts'
import type { Mark } from '../../shared/document/mark.ts'
import type { DocumentStore } from '../db/document-store.ts'
import type { Editor } from './editor.ts'

/** What is known of every image of the project, kept up with each change. */
export type Facts = {
  /** Tracked: a scope that reads facts runs again when any have changed. */
  of(imageId: string): ImageFacts
  mark(imageId: string): Mark | undefined
  /** Tracked: how many regions have each label. */
  labels(): ReadonlyMap<string, number>
  /** Tracked: the images whose facts may have changed since the last call, or `all`. For one caller, which keeps something by image. */
  changed(): ReadonlySet<string> | 'all'
}

/** Reads the store once, in pieces, and from then on only what is committed. */
export function createFacts(editor: Pick<Editor, 'watchChanges'>, store: Pick<DocumentStore, 'records'>): Facts {
  const [version, setVersion] = createSignal(0)
  let index: FactsIndex = createFactsIndex()
  let changed: Set<string> | 'all' = new Set()
  let readings = 0
  let meanwhile: RecordChange[] | null = null

  async function readAll(): Promise<void> {
    const reading = ++readings
    meanwhile = []
    const fresh = createFactsIndex()
    for await (const records of store.records()) {
      if (reading !== readings) return
      fresh.take(records)
    }
    if (reading !== readings) return
    // What was committed while the store was being read may be in it or not yet; taken in again, it ends the same.
    fresh.take(meanwhile ?? [])
    meanwhile = null
    index = fresh
    changed = 'all'
    setVersion(version() + 1)
  }

  onCleanup(
    editor.watchChanges((changes) => {
      if (changes === null) {
        void readAll()
        return
      }
      if (meanwhile !== null) for (const change of changes) meanwhile.push(change)
      const touched = index.take(changes)
      if (changed !== 'all') for (const id of touched) changed.add(id)
      setVersion(version() + 1)
    }),
  )
  onCleanup(() => readings++)

  return {
    of(imageId) {
      version()
      return index.of(imageId)
    },
    mark: (imageId) => index.mark(imageId),
    labels() {
      version()
      return index.labels()
    },
    changed() {
      version()
      const since = changed
      changed = new Set()
      return since
    },
  }
}
