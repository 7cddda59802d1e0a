import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import type { VqaKeys } from '../../../shared/dataset/import/x-anylabeling.ts'
import { formatById, formats } from '../../../shared/dataset/registry.ts'
import { AppError } from '../../../shared/errors.ts'

/** The words that say what is written and how; the same for `export` and `convert`. */
export type WritingWords = {
  readonly dialect?: string
  readonly reviewedOnly?: boolean
  readonly openProposals?: boolean
  readonly copyImages?: boolean
  readonly linkImages?: boolean
  readonly absolutePaths?: boolean
  readonly asSent?: boolean
  readonly learn?: string
  readonly split?: string
  readonly validRest?: boolean
}

/** The words that say which fields are a question and its answer, where people named them; for whatever reads. */
export type PairWords = { readonly question?: string; readonly answer?: string }

/** Both fields, or none. */
export function readPair({ question, answer }: PairWords): { readonly pair?: VqaKeys } {
  if (question !== undefined && answer !== undefined) return { pair: { question, answer } }
  if (question === undefined && answer === undefined) return {}
  throw new AppError('rpc.bad-input', { message: '--question and --answer name two fields: give both.' })
}

/** The format of a word; throws `rpc.bad-input` with the names there are. */
export function formatOfWord(word: string, option: string): Format {
  const format = formatById(word)
  if (format !== null) return format
  const names = formats.map((one) => one.id.replace(/-jsonl?$/, ''))
  throw new AppError('rpc.bad-input', { message: `${option} ${word}: it takes one of ${names.join(', ')}.` })
}

function readSplit(word: string): NonNullable<ExportOptions['split']> {
  const [val = Number.NaN, test = Number.NaN, seed = 1, ...more] = word.split(',').map(Number)
  const isShare = (share: number): boolean => share >= 0 && share <= 1
  if (isShare(val) && isShare(test) && val + test <= 1 && Number.isInteger(seed) && more.length === 0) {
    return { val, test, seed }
  }
  throw new AppError('rpc.bad-input', {
    message: `--split ${word}: it takes the shares of val and test and a seed, as in 0.1,0.1,7.`,
  })
}

/** Options of an export from what was typed. */
export function readExportOptions(words: WritingWords, format: Format): ExportOptions {
  const { dialect, learn, split } = words
  if (learn !== undefined && learn !== 'all' && learn !== 'reviewed') {
    throw new AppError('rpc.bad-input', { message: `--learn ${learn}: it takes all or reviewed.` })
  }
  return {
    format: format.id,
    reviewedOnly: words.reviewedOnly ?? false,
    openProposals: words.openProposals ?? true,
    images: words.copyImages ? 'copy' : words.linkImages ? 'link' : 'none',
    paths: words.absolutePaths ? 'absolute' : 'relative',
    validRest: words.validRest ?? false,
    ...(dialect === undefined ? {} : { dialect }),
    ...(learn === undefined ? {} : { learn }),
    ...(words.asSent ? { coordinates: 'sent' } : {}),
    ...(split === undefined ? {} : { split: readSplit(split) }),
  }
}

/** A line of a report for people. */
export function describeLine({ severity, code, message, file, line, turnId }: ReportLine): string {
  const where =
    line !== undefined && line > 0 ? ` (${file} line ${line})` : turnId !== undefined ? ` (turn ${turnId})` : ''
  return `${severity} ${code}: ${message}${where}`
}
