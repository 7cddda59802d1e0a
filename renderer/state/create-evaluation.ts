import { type Accessor, createSignal } from 'solid-js'
import * as v from 'valibot'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { EvaluateItem, EvaluateRequest } from '../../shared/api/evaluate.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import { EvaluationReport } from '../../shared/evaluation/report.ts'
import { assertNever } from '../../shared/result.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import { createLatestPass } from './create-latest-pass.ts'

/** How far an evaluation is. */
export type EvaluationProgress = { readonly done: number; readonly total: number; readonly right: number }

/** The evaluation of a model: goes on while its dialog is closed. */
export type Evaluation = {
  readonly running: Accessor<boolean>
  readonly progress: Accessor<EvaluationProgress | null>
  /** What was found; while it runs, what has been found so far. */
  readonly report: Accessor<EvaluationReport | null>
  /** `imageBase` + a case's `image` is the address of a scene's picture; null where the pictures are the project's own. */
  readonly imageBase: Accessor<string | null>
  readonly failure: Accessor<ErrorData | null>
  /** A report that was saved before, to be looked at beside this one. */
  readonly other: Accessor<EvaluationReport | null>
  /** Stops a running one and begins anew. Resolves when it has ended. */
  start(request: EvaluateRequest): Promise<void>
  /** Asks it to stop; it ends with a report on what was asked until then. */
  stop(): void
  /** Writes the report into a folder; answers with the file, or null after a failure. */
  save(folder: string): Promise<string | null>
  /** Takes the text of a saved report. False for a text that is none. */
  openOther(text: string): boolean
  closeOther(): void
}

/** One per open project. */
export function createEvaluation(client: Client<typeof deixisApi>): Evaluation {
  const [progress, setProgress] = createSignal<EvaluationProgress | null>(null)
  const [report, setReport] = createSignal<EvaluationReport | null>(null)
  const [imageBase, setImageBase] = createSignal<string | null>(null)
  const [saveFailure, setSaveFailure] = createSignal<ErrorData | null>(null)
  const [other, setOther] = createSignal<EvaluationReport | null>(null)
  const pass = createLatestPass<EvaluateItem>({
    clear() {
      setProgress(null)
      setReport(null)
      setSaveFailure(null)
    },
    take: (item, latest) => (latest ? take(item) : undefined),
  })

  function take(item: EvaluateItem): void {
    switch (item.kind) {
      case 'started':
        setImageBase(item.imageBase)
        setProgress({ done: 0, total: item.total, right: 0 })
        return
      case 'progress':
        setProgress({ done: item.done, total: item.total, right: item.right })
        return
      case 'report':
        setReport(item.report)
        return
      default:
        assertNever(item)
    }
  }

  return {
    running: pass.running,
    progress,
    report,
    imageBase,
    failure: () => pass.failure() ?? saveFailure(),
    other,
    start: (request) => pass.start((signal) => client['evaluate.run'](request, signal)),
    stop: pass.stop,
    async save(folder) {
      const found = report()
      if (!found) return null
      setSaveFailure(null)
      try {
        return (await client['evaluate.save']({ folder, report: found })).path
      } catch (thrown) {
        setSaveFailure(toAppError(thrown).toData())
        return null
      }
    },
    openOther(text) {
      const parsed = v.safeParse(EvaluationReport, parseJson(text))
      if (parsed.success) setOther(parsed.output)
      return parsed.success
    },
    closeOther: () => void setOther(null),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
