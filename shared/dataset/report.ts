import type { ReportLine } from '../api/dataset.ts'
import type { DialogueSource } from './source.ts'

/** A line of the report that leads to a dialogue, and to a turn where there is one. */
export function reportOn(
  source: DialogueSource,
  severity: ReportLine['severity'],
  code: string,
  message: string,
  turnId?: string,
): ReportLine {
  const { dialogue } = source
  const place = { severity, code, message, imageId: dialogue.imageIds[0], dialogueId: dialogue.id }
  return turnId === undefined ? place : { ...place, turnId }
}

/** True when something keeps a dialogue from being written. */
export function hasErrors(report: readonly ReportLine[]): boolean {
  return report.some((line) => line.severity === 'error')
}
