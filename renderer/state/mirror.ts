import { createStore, produce } from 'solid-js/store'
import { type Document, emptyDocument } from '../../shared/document/document.ts'

/** A Solid store that shows a document. Nothing else writes to it. */
export type Mirror = {
  /** Tracked per record: a scope that reads `regions.r1` runs again when that record changes, and only then. */
  readonly document: Document
  /** Makes the store equal to `next`, touching only the records that differ by identity from what was shown last. */
  show(next: Document): void
}

const tables = ['images', 'regions', 'dialogues', 'turns'] as const

/** Starts with an empty document. */
export function createMirror(): Mirror {
  const [document, setDocument] = createStore<Document>({ images: {}, regions: {}, dialogues: {}, turns: {} })
  let shown = emptyDocument

  function show(next: Document): void {
    const before = shown
    if (tables.every((table) => before[table] === next[table])) return
    shown = next
    setDocument(
      produce((draft) => {
        for (const table of tables) {
          if (before[table] === next[table]) continue
          // Assigned through `produce`, which replaces a record whole; the path setter would merge into the frozen one.
          const records = draft[table] as Record<string, unknown>
          for (const id of Object.keys(before[table])) if (next[table][id] === undefined) delete records[id]
          for (const [id, record] of Object.entries(next[table])) if (before[table][id] !== record) records[id] = record
        }
      }),
    )
  }

  return { document, show }
}
