import { type Accessor, createSignal } from 'solid-js'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { deixisApi } from '../../../shared/api/deixis.ts'
import type { ImportDrawing, ImportItem, ImportReading, ImportSummary } from '../../../shared/api/import.ts'
import type { JournalEntry } from '../../../shared/document/document.ts'
import { assertNever } from '../../../shared/result.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { createLatestPass, type LatestPass } from '../../state/create-latest-pass.ts'
import type { DroppedFile } from './dropped-folder.ts'

/** The ways to read the numbers, and whether somebody must choose one. */
export type Readings = {
  readonly readings: readonly ImportReading[]
  readonly chosen: string | null
  readonly ask: boolean
}

/** Names that people gave fields, and which two are a question and its answer. */
export type Fields = Omit<Extract<ImportItem, { kind: 'fields' }>, 'kind'>

/** One pass over a file: what came so far, and how it ended. */
export type ImportPass = {
  readonly readings: Accessor<Readings | null>
  readonly fields: Accessor<Fields | null>
  readonly drawings: Accessor<readonly ImportDrawing[]>
  readonly report: Accessor<readonly ReportLine[]>
  readonly progress: Accessor<{ readonly records: number; readonly done: number; readonly total: number } | null>
  readonly summary: Accessor<ImportSummary | null>
} & LatestPass<ImportItem>

/** A pass; the latest start wins. `onCommitted` takes in what the journal has, one entry after another. */
export function createImportPass(onCommitted: (entry: JournalEntry) => Promise<void>): ImportPass {
  const [readings, setReadings] = createSignal<Readings | null>(null)
  // They stay until another look has ended, so that whoever chooses among them keeps the place.
  const [fields, setFields] = createSignal<Fields | null>(null)
  let hasFields = false
  const [drawings, setDrawings] = createSignal<readonly ImportDrawing[]>([])
  const [report, setReport] = createSignal<readonly ReportLine[]>([])
  const [progress, setProgress] = createSignal<{ records: number; done: number; total: number } | null>(null)
  const [summary, setSummary] = createSignal<ImportSummary | null>(null)
  const pass = createLatestPass<ImportItem>({
    clear() {
      setReadings(null)
      hasFields = false
      setDrawings([])
      setReport([])
      setProgress(null)
      setSummary(null)
    },
    // What is committed is taken in even when this pass is no longer the one that is shown.
    take: (item, latest) => (latest || item.kind === 'committed' ? take(item) : undefined),
  })

  async function take(item: ImportItem): Promise<void> {
    switch (item.kind) {
      case 'progress':
        setProgress(item)
        return
      case 'readings':
        setReadings(item)
        return
      case 'fields':
        hasFields = true
        setFields(item)
        return
      case 'drawing':
        setDrawings([...drawings(), item.drawing])
        return
      case 'report':
        setReport([...report(), ...item.lines])
        return
      case 'committed':
        for (const entry of item.entries) await onCommitted(entry)
        return
      case 'done':
        if (!hasFields) setFields(null)
        setSummary(item.summary)
        return
      default:
        assertNever(item)
    }
  }

  return {
    readings,
    fields,
    drawings,
    report,
    progress,
    summary,
    ...pass,
    stopped: () => pass.stopped() && summary() === null,
  }
}

/** Sends the files of a dropped folder; answers with the folder's path there. `onProgress` hears how many are sent. */
export async function sendFolder(
  client: Client<typeof deixisApi>,
  files: readonly DroppedFile[],
  upload: string,
  onProgress: (done: number) => void,
): Promise<string | null> {
  let path: string | null = null
  for (const [index, { file, folder }] of files.entries()) {
    path = await sendFile(client, file, upload, () => {}, folder)
    onProgress(index + 1)
  }
  return path
}

/** Sends a file that only the page has to the program; answers with its path there, or with that of the dropped folder it lies in. */
export async function sendFile(
  client: Client<typeof deixisApi>,
  file: File,
  upload: string,
  onProgress: (share: number) => void,
  folder?: string,
): Promise<string> {
  const piece = 3 * 65536
  for (let at = 0; ; at += piece) {
    const bytes = new Uint8Array(await file.slice(at, at + piece).arrayBuffer())
    let text = ''
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    const { path } = await client['import.receive']({
      upload,
      name: file.name,
      at,
      base64: btoa(text),
      ...(folder ? { folder } : {}),
    })
    onProgress(file.size === 0 ? 1 : Math.min(1, (at + bytes.length) / file.size))
    if (at + bytes.length >= file.size) return path
  }
}
