import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportSummary } from '../../../shared/api/import.ts'

const shownOfOneCode = 50

/** Everything that is reported: counted, and the first lines of each code kept to be shown. */
export type ImportLog = {
  note(lines: readonly ReportLine[]): void
  /** Lines to show that were not taken yet. */
  take(): ReportLine[]
  problems(): ImportSummary['problems']
}

const rank = { error: 0, loss: 1, warning: 2 } as const

/** An empty log. */
export function createImportLog(): ImportLog {
  const counts = new Map<string, { severity: ReportLine['severity']; code: string; count: number }>()
  let waiting: ReportLine[] = []
  return {
    note(lines) {
      for (const line of lines) {
        const key = `${line.severity} ${line.code}`
        const known = counts.get(key) ?? { severity: line.severity, code: line.code, count: 0 }
        known.count++
        counts.set(key, known)
        if (known.count <= shownOfOneCode) waiting.push(line)
      }
    },
    take() {
      const lines = waiting
      waiting = []
      return lines
    },
    problems: () => [...counts.values()].sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count),
  }
}
