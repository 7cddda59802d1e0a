import { createStore, produce, unwrap } from 'solid-js/store'
import { type Document, emptyDocument, type RecordChange } from '../../shared/document/document.ts'

/** A Solid store that shows a document, with a change in the making laid over it. Nothing else writes to it. */
export type Mirror = {
  /** Tracked per record: a scope that reads `regions.r1` runs again when that record changes, and only then. */
  readonly document: Document
  /**
   * Makes the store equal to `next` with `preview` on top. `changed` names the records in which `next` differs from the document
   * shown before; without it all are compared.
   */
  show(next: Document, preview: readonly RecordChange[], changed?: readonly RecordChange[]): void
}

const tables = ['images', 'regions', 'dialogues', 'turns', 'marks', 'settings'] as const
type Place = { readonly table: (typeof tables)[number]; readonly id: string }

function differences(before: Document, next: Document): Place[] {
  return tables.flatMap((table) => {
    if (before[table] === next[table]) return []
    const ids = new Set([...Object.keys(before[table]), ...Object.keys(next[table])])
    return [...ids].filter((id) => before[table][id] !== next[table][id]).map((id) => ({ table, id }))
  })
}

/** Starts with an empty document. */
export function createMirror(): Mirror {
  const [document, setDocument] = createStore<Document>({
    images: {},
    regions: {},
    dialogues: {},
    turns: {},
    marks: {},
    settings: {},
  })
  let shown = emptyDocument
  let overlaid: readonly RecordChange[] = []

  function show(next: Document, preview: readonly RecordChange[], changed?: readonly RecordChange[]): void {
    const places: readonly Place[] = changed ?? differences(shown, next)
    const touched = [...places, ...overlaid, ...preview]
    shown = next
    overlaid = preview
    if (touched.length === 0) return
    const onTop = new Map(preview.map((change) => [`${change.table}/${change.id}`, change.after]))
    setDocument(
      produce((draft) => {
        for (const { table, id } of touched) {
          const over = onTop.get(`${table}/${id}`)
          const record = over === undefined ? next[table][id] : over
          // Assigned through `produce`, which replaces a record whole; the path setter would merge into the frozen one.
          const records = draft[table] as Record<string, unknown>
          if (record === undefined || record === null) delete records[id]
          else records[id] = owned(record)
        }
      }),
    )
  }

  return { document, show }
}

/** Changes as they can be stored and sent: a part that was read from the mirror is there as the plain value that it shows. */
export function plainChanges(changes: readonly RecordChange[]): readonly RecordChange[] {
  return changes.map((change) => ({ ...change, after: unwrap(change.after) }) as RecordChange)
}

/** A copy that belongs to the store: it puts a proxy on what it holds, and immer freezes records, now or at a later commit. */
function owned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(owned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, owned(inner)]))
}
