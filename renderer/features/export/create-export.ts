import { type Accessor, batch, createSignal } from 'solid-js'
import type { ExportItem, ExportOptions, PreviewRecord, ReportLine } from '../../../shared/api/dataset.ts'
import type { deixisApi } from '../../../shared/api/deixis.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import { assertNever } from '../../../shared/result.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { createLatestPass, type LatestPass } from '../../state/create-latest-pass.ts'

type Done = Extract<ExportItem, { kind: 'done' }>

/** One pass over the project: what came so far, and how it ended. */
export type ExportPass = {
  readonly records: Accessor<readonly PreviewRecord[]>
  readonly report: Accessor<readonly ReportLine[]>
  /** Lines of the report that are errors. */
  readonly errors: Accessor<number>
  readonly progress: Accessor<{ readonly done: number; readonly total: number } | null>
  readonly result: Accessor<Done | null>
} & LatestPass<ExportItem>

/** The preview of an export and the export itself, each restarted at will; the latest start wins. */
export function createExport(
  client: Client<typeof deixisApi>,
  projectId: Accessor<ProjectId>,
): {
  readonly preview: ExportPass
  readonly writing: ExportPass
  look(options: ExportOptions): Promise<void>
  write(options: ExportOptions, folder: string): Promise<void>
} {
  const preview = createPass()
  const writing = createPass()
  return {
    preview,
    writing,
    look: (options) =>
      preview.start((signal) =>
        client['dataset.preview']({ projectId: projectId(), options, limit: previewLimit }, signal),
      ),
    write: (options, folder) =>
      writing.start((signal) => client['dataset.export']({ projectId: projectId(), options, folder }, signal)),
  }
}

const previewLimit = 5

function createPass(): ExportPass {
  const [records, setRecords] = createSignal<readonly PreviewRecord[]>([])
  // Lines are added to the list that is there: copies of a growing list of a hundred thousand take minutes.
  const [report, setReport] = createSignal<ReportLine[]>([], { equals: false })
  const [errors, setErrors] = createSignal(0)
  const [progress, setProgress] = createSignal<{ done: number; total: number } | null>(null)
  const [result, setResult] = createSignal<Done | null>(null)
  const pass = createLatestPass<ExportItem>({
    clear() {
      setRecords([])
      setReport([])
      setErrors(0)
      setProgress(null)
      setResult(null)
    },
    take: (item, latest) => (latest ? take(item) : undefined),
  })

  function take(item: ExportItem): void {
    switch (item.kind) {
      case 'progress':
        setProgress({ done: item.done, total: item.total })
        return
      case 'record':
        setRecords([...records(), item.record])
        return
      case 'report':
        batch(() => {
          setReport((lines) => {
            for (const line of item.lines) lines.push(line)
            return lines
          })
          setErrors((before) => before + item.lines.filter(({ severity }) => severity === 'error').length)
        })
        return
      case 'done':
        setResult(item)
        return
      default:
        assertNever(item)
    }
  }

  return { records, report, errors, progress, result, ...pass }
}
