import type { EvaluationReport } from '../../../shared/evaluation/report.ts'
import type { Share } from '../../../shared/evaluation/share.ts'

/** A report as a table for people: score, 95 % interval, number of questions. */
export function describeReport(report: EvaluationReport): string {
  const { model, scores, total, asked, missing, invalid, seconds, iou, failures, skipped } = report
  const { rec, spotting, dialogues } = scores
  const rows: [string, Share][] = [
    ['rec, one: acc@0.5', rec.one.acc50],
    ['rec, one: acc@0.75', rec.one.acc75],
    ['  below 12 %: acc@0.5', rec.small.acc50],
    ['  12 % to 25 %: acc@0.5', rec.medium.acc50],
    ['  above 25 %: acc@0.5', rec.large.acc50],
    ['rec, several: acc@0.5', rec.several.acc50],
    ['absent is denied', rec.absent],
    ['present is not denied', rec.notDenied],
  ]
  for (const { task, all, forms } of scores.tasks) {
    rows.push([task, all])
    if (forms.length > 1) for (const { form, all: some } of forms) rows.push([`  ${form}`, some])
  }
  for (const { turn, all } of dialogues.turns) rows.push([`turn ${turn}`, all])
  if (dialogues.whole.n > 0) rows.push(['whole dialogues', dialogues.whole])
  const lines = [
    `${model?.id ?? 'results of a file'}: ${asked} of ${total} questions`,
    ...rows.filter(([, { n }]) => n > 0).map(([name, share]) => describeShare(name, share)),
  ]
  if (rec.one.meanIou !== null) lines.push(`${'rec, one: mean IoU'.padEnd(width)}${rec.one.meanIou.toFixed(3)}`)
  if (spotting.f1 !== null) lines.push(`${'spotting: F1'.padEnd(width)}${spotting.f1.toFixed(3)}`)
  if (iou.mean !== null) lines.push(`${'mean IoU of all boxes'.padEnd(width)}${iou.mean.toFixed(3)}`)
  lines.push(describeShare('unreadable coordinates', invalid))
  if (seconds.mean !== null) {
    const [mean, median, p95] = [seconds.mean, seconds.median ?? 0, seconds.p95 ?? 0].map((value) => value.toFixed(3))
    lines.push(`${'seconds an answer'.padEnd(width)}${mean} (median ${median}, 95 % below ${p95})`)
  }
  if (missing > 0) lines.push(`${missing} without an answer, counted as wrong`)
  for (const { message, n } of failures) lines.push(`  ${n} x ${message}`)
  if (skipped > 0) lines.push(`${skipped} skipped: no question could be made of them`)
  return `${lines.join('\n')}\n`
}

const width = 26

function describeShare(name: string, { share, low, high, n }: Share): string {
  if (share === null || low === null || high === null) return `${name.padEnd(width)}-`
  return `${name.padEnd(width)}${share.toFixed(3)}  ${low.toFixed(3)} to ${high.toFixed(3)}  of ${n}`
}
