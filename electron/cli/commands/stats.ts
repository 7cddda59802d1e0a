import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createCounter } from '../../../shared/dataset/dataset-counts.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { deixisJsonl } from '../../../shared/dataset/formats/deixis-jsonl.ts'
import { parseRecord } from '../../../shared/dataset/record.ts'
import type { Statistics } from '../../../shared/dataset/statistics.ts'
import { convertFile } from '../../services/convert/convert.ts'
import type { ConvertSummary } from '../../services/convert/convert-sums.ts'
import { formatOfWord } from './dataset-words.ts'
import type { CommandContext } from './open-model.ts'
import { describeStatistics, plainStatistics, projectStatistics } from './project-statistics.ts'
import { withServices } from './with-services.ts'

/** The words of `deixis stats` as they were typed. */
export type StatsWords = {
  readonly input: string
  readonly format?: string
  readonly dialect?: string
  readonly images?: string
  readonly json?: boolean
}

type Counted = {
  readonly tally: NonNullable<ConvertSummary['tally']>
  readonly errors: number
  /** What the app's statistics say; of projects only. */
  readonly statistics?: Statistics
}

/** A project as its own records say it; what has errors is counted too. */
async function countProject(words: StatsWords, context: CommandContext): Promise<Counted> {
  return withServices(context, async ({ services, caller, open }) => {
    const { id: projectId } = await open(words.input)
    const counter = createCounter()
    let errors = 0
    const options = { ...everything, format: 'deixis-jsonl' }
    const limit = Number.MAX_SAFE_INTEGER
    for await (const item of services.handlers['dataset.preview']({ projectId, options, limit }, caller)) {
      if (item.kind === 'done') errors = item.errors
      if (item.kind !== 'record') continue
      const record = parseRecord(item.record.line)
      if (record.ok) counter.add(record.value)
    }
    const { imageKeys, ...tally } = counter.take()
    const statistics = await projectStatistics(services, projectId)
    return { tally: { ...tally, images: imageKeys.length }, errors, statistics }
  })
}

async function countFile(words: StatsWords, context: CommandContext): Promise<Counted> {
  const format = formatOfWord(words.format ?? 'deixis', '--format')
  const { dialect } = words
  const { tally, errors } = await convertFile({
    input: words.input,
    output: null,
    job: {
      from: format.id,
      options: { ...everything, format: format.readOnly === true ? deixisJsonl.id : format.id },
      task: 'count',
      imagesFolder: words.images === undefined ? null : resolve(words.images),
      ...(dialect === undefined ? {} : { fromDialect: dialect }),
    },
    signal: context.signal,
    appVersion: context.version,
  })
  if (tally === null) throw new Error('nothing was counted')
  return { tally, errors }
}

function table(name: string, counts: Readonly<Record<string, number>>, most = 30): string[] {
  const rows = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (rows.length === 0) return []
  const tail = rows.slice(most).reduce((sum, [, count]) => sum + count, 0)
  const shown = rows.slice(0, most).map(([key, count]) => `  ${key === '' ? '(no label)' : key}: ${count}`)
  return [`${name}:`, ...shown, ...(tail > 0 ? [`  (${rows.length - most} more): ${tail}`] : [])]
}

function describe({ tally, errors, statistics }: Counted): string {
  const { records, dialogues, pictures, images, user, assistant } = tally
  const role = (name: string, { turns, mentions, words, characters }: typeof user): string =>
    `${name}: ${turns} turns, ${mentions} mentions, ${words} words, ${characters} characters`
  const lines = [
    `${records} records: ${dialogues} dialogues, ${pictures} pictures without a dialogue; ${images} images`,
    role('questions', user),
    role('answers', assistant),
    ...table('dialogues by kind', tally.kinds),
    ...table('dialogues by turns', tally.turnsPerDialogue),
    ...table('turns by review', tally.reviews),
    ...table('turns by origin', tally.origins),
    ...table('regions by shape', tally.shapes),
    ...table('regions by judgement', tally.judgements),
    ...table('regions by label', tally.labels),
    ...table('boxes by side in pixels, up to', tally.boxSides),
    ...table('boxes by share of the picture in percent, up to', tally.boxShares),
    ...(statistics === undefined ? [] : describeStatistics(statistics)),
    ...(errors > 0 ? [`${errors} errors: see deixis validate`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** Counts what is in a file or a project. */
export async function stats(words: StatsWords, context: CommandContext): Promise<number> {
  const isFolder = (await stat(words.input).catch(() => null))?.isDirectory() === true
  const isProject = words.input === 'sample' || (isFolder && words.format === undefined)
  const counted = isProject ? await countProject(words, context) : await countFile(words, context)
  const { tally, errors, statistics } = counted
  context.out(
    words.json
      ? `${JSON.stringify({ ...tally, errors, ...(statistics && { statistics: plainStatistics(statistics) }) })}\n`
      : describe(counted),
  )
  return 0
}
