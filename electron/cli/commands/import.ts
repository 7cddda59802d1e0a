import { resolve } from 'node:path'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportChoice, ImportSummary } from '../../../shared/api/import.ts'
import { type ImportFrame, importFrames } from '../../../shared/dataset/import-frame.ts'
import { formatById, formats } from '../../../shared/dataset/registry.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Services } from '../../services/services.ts'
import { type PairWords, readPair } from './dataset-words.ts'
import type { CommandContext } from './open-model.ts'
import { withServices } from './with-services.ts'

/** The words of `deixis import` as they were typed. */
export type ImportWords = PairWords & {
  readonly file: string
  readonly project: string
  readonly format?: string
  readonly dialect?: string
  readonly frame?: string
  readonly fitSizes?: boolean
  readonly dryRun?: boolean
}

/** Imports a file or folder into a project with the same code as the app; gives the exit code: 1 when something could not be read. */
export async function importDataset(words: ImportWords, context: CommandContext): Promise<number> {
  return withServices(context, async ({ services, caller, open }) => {
    const choice = await readChoice(words, resolve(words.file), services, caller)
    const { id: projectId } = await open(words.project)
    const items = words.dryRun
      ? services.handlers['import.preview']({ projectId, choice, limit: 0 }, caller)
      : services.handlers['import.run']({ projectId, choice }, caller)
    let errors = 0
    for await (const item of items) {
      if (item.kind === 'report') for (const line of item.lines) context.note(`${describe(line)}\n`)
      if (item.kind === 'readings' && item.ask) {
        const ids = item.readings
          .slice(0, 3)
          .map((one) => one.id)
          .join(', ')
        context.note(`The numbers may be read in more than one way (${ids}): choose with --dialect or --frame.\n`)
      }
      if (item.kind === 'fields' && item.pair === null) {
        const names = item.names.join(', ')
        context.note(
          `No field is called a question and another an answer: choose with --question and --answer (${names}).\n`,
        )
      }
      if (item.kind !== 'done') continue
      context.out(`${sentence(item.summary, words.dryRun === true)}\n`)
      errors = item.summary.problems.filter((one) => one.severity === 'error').reduce((sum, one) => sum + one.count, 0)
    }
    return errors > 0 ? 1 : 0
  })
}

async function readChoice(
  words: ImportWords,
  path: string,
  services: Services,
  caller: { signal: AbortSignal; connection: string },
): Promise<ImportChoice> {
  const { dialect, frame } = words
  if (frame !== undefined && !importFrames.includes(frame as ImportFrame)) {
    throw new AppError('rpc.bad-input', { message: `--frame ${frame}: it takes one of ${importFrames.join(', ')}.` })
  }
  return {
    path,
    format: words.format === undefined ? await guessed(path, services, caller) : known(words.format),
    ...(dialect === undefined ? {} : { dialect }),
    ...(frame === undefined ? {} : { frame: frame as ImportFrame }),
    ...readPair(words),
    sizes: words.fitSizes ? 'fit' : 'keep',
  }
}

function known(name: string): string {
  const format = formatById(name)
  if (format?.reader) return format.id
  const names = formats.filter((one) => one.reader !== null).map((one) => one.id.replace(/-jsonl?$/, ''))
  throw new AppError('rpc.bad-input', { message: `--format ${name}: it takes one of ${names.join(', ')}.` })
}

async function guessed(
  path: string,
  services: Services,
  caller: { signal: AbortSignal; connection: string },
): Promise<string> {
  const { candidates, isSure } = await services.handlers['import.inspect']({ path }, caller)
  const [best] = candidates
  if (best !== undefined && isSure) return best.format
  const names = candidates.map((one) => one.format).join(', ')
  throw new AppError('rpc.bad-input', {
    message: best === undefined ? 'No format that is read fits this file.' : `The file may be in any of ${names}.`,
    hint: 'Say which one with --format.',
  })
}

function sentence({ added, already, images, records }: ImportSummary, isDry: boolean): string {
  const verb = isDry ? 'would be added' : 'added'
  const there = already.regions + already.dialogues + already.turns
  return (
    `${records} records: ${added.dialogues} dialogues, ${added.turns} turns, ${added.regions} regions ${verb}; ` +
    `${there} were there already; ${images.matched} pictures found, ${images.missing} missing`
  )
}

function describe({ severity, code, message, file, line }: ReportLine): string {
  return `${severity} ${code}: ${message}${line === undefined ? '' : ` (${file} line ${line})`}`
}
