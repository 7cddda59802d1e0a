import { resolve } from 'node:path'
import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { deixisJsonl } from '../../../shared/dataset/formats/deixis-jsonl.ts'
import { dialectFor } from '../../../shared/dataset/source-writer.ts'
import { copyUpright } from '../../engine/pixels/copy-upright.ts'
import { convertFile } from '../../services/convert/convert.ts'
import type { ConvertJob } from '../../services/convert/convert-job.ts'
import type { ConvertSummary } from '../../services/convert/convert-sums.ts'
import {
  describeLine,
  formatOfWord,
  type PairWords,
  readExportOptions,
  readPair,
  type WritingWords,
} from './dataset-words.ts'
import type { CommandContext } from './open-model.ts'

/** The words of `deixis convert` as they were typed. */
export type ConvertWords = WritingWords &
  PairWords & {
    readonly input: string
    readonly output: string
    readonly from: string
    readonly to: string
    readonly fromDialect?: string
    readonly images?: string
    readonly threads?: string
    readonly json?: boolean
  }

/** The words of `deixis validate` as they were typed. */
export type ValidateWords = PairWords & {
  readonly input: string
  readonly format: string
  readonly dialect?: string
  readonly images?: string
  readonly threads?: string
  readonly json?: boolean
}

const mostInJson = 10_000
const progressMs = 2000

type Job = Pick<ConvertJob, 'from' | 'fromDialect' | 'options' | 'pair' | 'task'> & {
  readonly images: string | undefined
  readonly threads: string | undefined
}

/** Runs a job with progress and report on the error stream; the report's lines come back for `--json`. */
async function runJob(
  job: Job,
  input: string,
  output: string | null,
  context: CommandContext,
): Promise<{ summary: ConvertSummary; report: ReportLine[] }> {
  const report: ReportLine[] = []
  const { images, threads, ...rest } = job
  let said = Date.now()
  const summary = await convertFile({
    input,
    output,
    job: { ...rest, imagesFolder: images === undefined ? null : resolve(images) },
    signal: context.signal,
    appVersion: context.version,
    ...(threads === undefined ? {} : { threads: Number(threads) }),
    copyUpright,
    onProgress(done, total) {
      if (Date.now() - said < progressMs) return
      said = Date.now()
      context.note(`${Math.floor((100 * done) / Math.max(total, 1))} %\n`)
    },
    onReport(lines) {
      for (const line of lines) {
        context.note(`${describeLine(line)}\n`)
        if (report.length < mostInJson) report.push(line)
      }
    },
  })
  return { summary, report }
}

/** What the report says in numbers, and what was not even shown line by line. */
function noteTotals({ counts, unknown }: ConvertSummary, context: CommandContext): void {
  for (const [name, count] of Object.entries(counts).sort()) context.note(`${name}: ${count}\n`)
  for (const [name, count] of Object.entries(unknown).sort()) context.note(`unknown field ${name}: ${count}\n`)
}

function asJson({ summary, report }: { summary: ConvertSummary; report: ReportLine[] }): string {
  const { tally: _, ...numbers } = summary
  return `${JSON.stringify({ ...numbers, report })}\n`
}

/** Converts a file into another format; gives the exit code, 1 when something could not be read or written. */
export async function convert(words: ConvertWords, context: CommandContext): Promise<number> {
  const from = formatOfWord(words.from, '--from')
  const to = formatOfWord(words.to, '--to')
  dialectFor(from, { dialect: words.fromDialect })
  const options = { ...readExportOptions(words, to), validRest: true }
  const { fromDialect, images, threads } = words
  const job: Job = {
    from: from.id,
    options,
    task: 'convert',
    images,
    threads,
    ...readPair(words),
    ...(fromDialect ? { fromDialect } : {}),
  }
  const done = await runJob(job, words.input, resolve(words.output), context)
  const { records, written, errors, warnings, losses } = done.summary
  noteTotals(done.summary, context)
  if (words.json) context.out(asJson(done))
  else {
    const found = `${errors} errors, ${losses} losses, ${warnings} warnings`
    context.out(`${written} records written of ${records} read, ${found}: ${words.output}\n`)
  }
  return errors > 0 ? 1 : 0
}

/** Checks a file; gives the exit code, 1 when there are errors. */
export async function validate(words: ValidateWords, context: CommandContext): Promise<number> {
  const format = formatOfWord(words.format, '--format')
  const { dialect, images, threads } = words
  dialectFor(format, { dialect })
  const options: ExportOptions = {
    // What is only read is looked at as records of our own.
    format: format.readOnly === true ? deixisJsonl.id : format.id,
    ...everything,
    ...(dialect === undefined ? {} : { dialect }),
  }
  const job: Job = {
    from: format.id,
    options,
    task: 'check',
    images,
    threads,
    ...readPair(words),
    ...(dialect === undefined ? {} : { fromDialect: dialect }),
  }
  const done = await runJob(job, words.input, null, context)
  const { pieces, records, errors, warnings, losses } = done.summary
  noteTotals(done.summary, context)
  if (words.json) context.out(asJson(done))
  else context.out(`${records} records in ${pieces} lines: ${errors} errors, ${losses} losses, ${warnings} warnings\n`)
  return errors > 0 ? 1 : 0
}
