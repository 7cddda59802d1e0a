import type { ReportLine } from '../../../shared/api/dataset.ts'
import { addCounts, type DatasetCounts, emptyCounts } from '../../../shared/dataset/dataset-counts.ts'
import { createSeenKeys } from '../../../shared/dataset/seen-keys.ts'
import { twinMessage } from '../../../shared/dataset/twins.ts'
import type { BlockResult, ConvertJob } from './convert-job.ts'

/** What came of a whole input. */
export type ConvertSummary = {
  readonly pieces: number
  readonly records: number
  /** Records written. */
  readonly written: number
  readonly counts: Readonly<Record<string, number>>
  readonly unknown: Readonly<Record<string, number>>
  readonly errors: number
  readonly warnings: number
  readonly losses: number
  readonly tally: (Omit<DatasetCounts, 'imageKeys'> & { readonly images: number }) | null
}

/** The sums of blocks, and what only the whole shows: ids and rounds that stand twice. */
export type ConvertSums = {
  note(line: ReportLine): void
  /** Adds a block; `file` is what reports call its input. */
  add(result: BlockResult, file: string): void
  addWritten(records: number): void
  /** Nothing came, and nothing was said about it. */
  isEmpty(): boolean
  summary(): ConvertSummary
}

/** More lines of one code are only counted, errors apart. */
const mostReported = 20

function addEach(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count
}

/** Empty sums; `onReport` gets the lines of the report that are shown. */
export function createConvertSums(
  { task }: Pick<ConvertJob, 'task'>,
  onReport: ((lines: readonly ReportLine[]) => void) | undefined,
): ConvertSums {
  const counts: Record<string, number> = {}
  const unknown: Record<string, number> = {}
  const tally = task === 'count' ? emptyCounts() : null
  const [ids, rounds, images] = [createSeenKeys(), createSeenKeys(), createSeenKeys()]
  const reported = new Map<string, number>()
  const sums = { pieces: 0, records: 0, written: 0 }
  let imageCount = 0

  function say(lines: readonly ReportLine[]): void {
    const shown = lines.filter((line) => {
      const name = `${line.severity} ${line.code}`
      const count = (reported.get(name) ?? 0) + 1
      reported.set(name, count)
      return count <= mostReported || line.severity === 'error'
    })
    if (shown.length > 0) onReport?.(shown)
  }

  function note(line: ReportLine): void {
    addEach(counts, { [`${line.severity} ${line.code}`]: 1 })
    say([line])
  }

  /** Keys and lines by turns. */
  function noteTwice(keys: readonly number[], seen: ReturnType<typeof createSeenKeys>, line: ReportLine): void {
    for (let at = 0; at < keys.length; at += 2) if (!seen.add(keys[at] ?? 0)) note({ ...line, line: keys[at + 1] })
  }

  function countOf(severity: ReportLine['severity']): number {
    let count = 0
    for (const [name, number] of Object.entries(counts)) if (name.startsWith(`${severity} `)) count += number
    return count
  }

  return {
    note,
    add(result, file) {
      addEach(counts, result.counts)
      addEach(unknown, result.unknown)
      say(result.report)
      sums.pieces += result.pieces
      sums.records += result.records
      const message = 'A dialogue with this id stands before.'
      noteTwice(result.ids, ids, {
        severity: task === 'check' ? 'error' : 'warning',
        code: 'duplicate-id',
        message,
        file,
      })
      noteTwice(result.rounds, rounds, { severity: 'warning', code: 'duplicate-turn', message: twinMessage, file })
      if (tally === null || result.tally === null) return
      addCounts(tally, result.tally)
      for (const key of result.tally.imageKeys) if (images.add(key)) imageCount++
    },
    addWritten(records) {
      sums.written += records
    },
    isEmpty: () => sums.records === 0 && countOf('error') + countOf('loss') === 0,
    summary() {
      const { imageKeys: _, ...taken } = tally ?? emptyCounts()
      const found = { errors: countOf('error'), warnings: countOf('warning'), losses: countOf('loss') }
      return { ...sums, counts, unknown, ...found, tally: tally === null ? null : { ...taken, images: imageCount } }
    },
  }
}
