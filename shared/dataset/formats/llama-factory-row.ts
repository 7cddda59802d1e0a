import { markedText, type PicturedTurn } from './pictured-turn.ts'

/** The names of a data set's columns and tags in LLaMA-Factory's `dataset_info.json`. */
export type LlamaFactoryEntry = {
  readonly file_name: string
  readonly formatting?: string
  readonly ranking?: boolean
  readonly columns?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
}

/** What LLaMA-Factory counts in texts. */
export const llamaFactoryMarks = /<(?:image|video|audio)>/

/** Columns and tags written out in full: what is left out of a given table becomes nothing, not the default. */
const llamaFactoryTables = {
  columns: { messages: 'messages', images: 'images' },
  tags: {
    role_tag: 'role',
    content_tag: 'content',
    user_tag: 'user',
    assistant_tag: 'assistant',
    system_tag: 'system',
  },
} as const

/** The entry of a data set in `messages` form. */
export function llamaFactoryEntry(file: string): LlamaFactoryEntry {
  return { file_name: file, formatting: 'sharegpt', ...llamaFactoryTables }
}

/** What a data set's entry names, LLaMA-Factory's defaults filled in; null is nothing. */
export type LlamaFactoryNames = Readonly<Record<string, string | null>>

const columnDefaults: LlamaFactoryNames = {
  prompt: 'instruction',
  query: 'input',
  response: 'output',
  history: null,
  messages: 'conversations',
  system: null,
  tools: null,
  images: null,
  videos: null,
  audios: null,
  chosen: null,
  rejected: null,
  kto_tag: null,
}
const tagDefaults: LlamaFactoryNames = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  observation_tag: 'observation',
  function_tag: 'function_call',
  system_tag: 'system',
}

function table(given: Readonly<Record<string, string>> | undefined, defaults: LlamaFactoryNames): LlamaFactoryNames {
  if (given === undefined) return defaults
  return Object.fromEntries(Object.keys(defaults).map((name) => [name, given[name] ?? null]))
}

/** The columns and tags that LLaMA-Factory uses for an entry. Source: `DatasetAttr.join` @ ff6d4d1 and in 0.9.5. */
export function llamaFactoryNames(entry: LlamaFactoryEntry): {
  readonly columns: LlamaFactoryNames
  readonly tags: LlamaFactoryNames
} {
  return { columns: table(entry.columns, columnDefaults), tags: table(entry.tags, tagDefaults) }
}

/** The record of a dialogue under the names of an entry; a system text stands first, or in a column where the entry names one. */
export function writeLlamaFactoryRow(
  files: readonly string[],
  turns: readonly PicturedTurn[],
  {
    system,
    entry = llamaFactoryEntry(''),
  }: { readonly system?: string | undefined; readonly entry?: LlamaFactoryEntry } = {},
): Record<string, unknown> {
  const { columns, tags } = llamaFactoryNames(entry)
  const roleKey = tags.role_tag ?? 'role'
  const textKey = tags.content_tag ?? 'content'
  const message = (role: string, text: string): Record<string, string> => ({ [roleKey]: role, [textKey]: text })
  const messages = turns.map((turn) =>
    message((turn.role === 'user' ? tags.user_tag : tags.assistant_tag) ?? turn.role, markedText(turn)),
  )
  const hasColumn = columns.system !== null && columns.system !== undefined
  if (system !== undefined && !hasColumn) messages.unshift(message(tags.system_tag ?? 'system', system))
  return {
    [columns.messages ?? 'messages']: messages,
    ...(columns.images === null || columns.images === undefined ? {} : { [columns.images]: files }),
    ...(hasColumn ? { [columns.system ?? 'system']: system ?? '' } : {}),
  }
}

type Message = { readonly role: string; readonly content: unknown }

/** What LLaMA-Factory's ShareGPT converter makes of a record. */
export type LlamaFactorySample = {
  readonly prompt: readonly Message[]
  readonly response: readonly Message[]
  readonly system: unknown
  readonly images: readonly unknown[] | null
  /** Why the record is emptied, in words; null when it is kept. */
  readonly problem: string | null
}

/**
 * A record as the converter reads it (`SharegptDatasetConverter`): users at odd places, answers at even ones, an answer at the end;
 * anything else empties the record. A ranking set ends with the question instead and brings `chosen` and `rejected`.
 */
export function convertLlamaFactoryRow(
  row: Readonly<Record<string, unknown>>,
  entry: LlamaFactoryEntry,
): LlamaFactorySample {
  const { columns, tags } = llamaFactoryNames(entry)
  const at = (name: string | null | undefined): unknown =>
    name === null || name === undefined || !Object.hasOwn(row, name) ? undefined : row[name]
  const given = at(columns.messages)
  const list = Array.isArray(given) ? (given as unknown[]) : []
  const messages = list.map((one): { role: unknown; content: unknown } => {
    const fields = typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : {}
    return { role: fields[tags.role_tag ?? ''], content: fields[tags.content_tag ?? ''] }
  })
  const hasSystem = typeof tags.system_tag === 'string' && messages[0]?.role === tags.system_tag
  const system = hasSystem ? messages.shift()?.content : (at(columns.system) ?? '')
  const files = at(columns.images)
  const images = files === undefined || files === null ? null : Array.isArray(files) ? files : [files]
  const known = [
    new Map([
      [tags.user_tag, 'user'],
      [tags.observation_tag, 'observation'],
    ]),
    new Map([
      [tags.assistant_tag, 'assistant'],
      [tags.function_tag, 'function'],
    ]),
  ]
  const aligned: Message[] = []
  let problem = Array.isArray(given) ? null : `the column ${columns.messages ?? 'of messages'} is missing`
  for (const [index, message] of messages.entries()) {
    const role = typeof message.role === 'string' ? known[index % 2]?.get(message.role) : undefined
    if (role === undefined) {
      problem ??= `message ${index + 1} has the role ${String(message.role)}`
      break
    }
    aligned.push({ role, content: message.content })
  }
  const isRanking = entry.ranking === true
  if ((aligned.length % 2 !== 0) !== isRanking) {
    problem ??= isRanking ? 'the last message is not a question' : 'the last message is not an answer'
  }
  const common = { system, images: images !== null && images.length === 0 ? null : images, problem }
  if (problem !== null) return { prompt: [], response: [], ...common }
  if (!isRanking) return { prompt: aligned.slice(0, -1), response: aligned.slice(-1), ...common }
  const answer = (value: unknown): Message => {
    const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
    return { role: 'assistant', content: fields[tags.content_tag ?? ''] }
  }
  return { prompt: aligned, response: [answer(at(columns.chosen)), answer(at(columns.rejected))], ...common }
}
