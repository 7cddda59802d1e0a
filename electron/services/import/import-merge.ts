import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportSummary } from '../../../shared/api/import.ts'
import { createMerge } from '../../../shared/dataset/merge.ts'
import { withStableIds } from '../../../shared/dataset/stable-ids.ts'
import type { RecordChange } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { makePause } from '../flow/make-pause.ts'
import type { ImportBase } from './import-base.ts'
import type { ImportedRecord } from './import-read.ts'

/** What records add to a project: parts for the entries of one step, cut only between records. */
export type MergedImport = {
  readonly parts: readonly (readonly RecordChange[])[]
  readonly report: readonly ReportLine[]
  readonly counts: Pick<ImportSummary, 'added' | 'already' | 'labels'>
}

export type MergeSettings = ImportBase & {
  readonly isOwn: boolean
  readonly at: number
  readonly smallestEntry: number
  readonly mostEntries: number
}

const namedLabels = 12
const kinds = { point: 'points', box: 'boxes', polygon: 'polygons' } as const

/** Merges records into what a project has, letting others go on meanwhile. */
export async function mergeRecords(
  records: readonly ImportedRecord[],
  settings: MergeSettings,
  signal: AbortSignal,
): Promise<MergedImport> {
  const merge = createMerge(settings)
  const pause = makePause()
  const groups: (readonly RecordChange[])[] = []
  const report: ReportLine[] = []
  const added = { dialogues: 0, turns: 0, regions: 0, points: 0, boxes: 0, polygons: 0 }
  const already = { dialogues: 0, turns: 0, regions: 0 }
  const labels = new Map<string, number>()
  let total = 0
  for (const { record, place } of records) {
    const merged = merge.add(settings.isOwn ? record : withStableIds(record), place)
    if (merged.changes.length > 0) groups.push(merged.changes)
    total += merged.changes.length
    for (const line of merged.report) report.push(line)
    for (const table of ['dialogues', 'turns', 'regions'] as const) already[table] += merged.already[table]
    for (const change of merged.changes) {
      if (change.table !== 'marks' && change.table !== 'settings') added[change.table]++
      if (change.table !== 'regions' || change.after === null) continue
      added[kinds[change.after.shape.kind]]++
      const { label } = change.after
      labels.set(label, (labels.get(label) ?? 0) + 1)
    }
    await pause()
    if (signal.aborted) throw new AppError('rpc.cancelled')
  }
  const size = Math.max(settings.smallestEntry, Math.ceil(total / settings.mostEntries))
  const most = [...labels].sort((a, b) => b[1] - a[1]).slice(0, namedLabels)
  return {
    parts: inParts(groups, size),
    report,
    counts: { added, already, labels: { total: labels.size, most: most.map(([label, count]) => ({ label, count })) } },
  }
}

function inParts(groups: readonly (readonly RecordChange[])[], size: number): RecordChange[][] {
  const parts: RecordChange[][] = []
  let part: RecordChange[] = []
  for (const group of groups) {
    for (const change of group) part.push(change)
    if (part.length < size) continue
    parts.push(part)
    part = []
  }
  if (part.length > 0) parts.push(part)
  return parts
}
