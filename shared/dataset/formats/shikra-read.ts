import * as v from 'valibot'
import { asRecord } from '../import/json-field.ts'
import { type RowMention, type RowNote, type RowReading, type RowTurn, unreadable } from './read-turns.ts'
import { unreadFields } from './row-fields.ts'
import { ShikraItem, shikraTarget } from './shikra-item.ts'
import { plainTemplates, readShikraRow, type ShikraReading } from './shikra-rows.ts'

type Fields = Readonly<Record<string, unknown>>

type Stock = ShikraReading & {
  /** The fields that tell the loader's rows from others. */
  readonly has: readonly string[]
  /** Further fields that are understood. */
  readonly also?: readonly string[]
  readonly kind?: 'caption'
}

const finds: Stock = {
  loader: 'RECDataset',
  template: plainTemplates.find,
  has: ['img_path', 'expression', 'bbox'],
}
const describes: Stock = { ...finds, loader: 'REGDataset', template: plainTemplates.describe }

/** Which loader a row is for, the first that fits. Questions that loaders word by their templates are worded plainly. */
const stocks: readonly Stock[] = [
  finds,
  {
    loader: 'FlickrDataset',
    template: plainTemplates.ground,
    has: ['image_id', 'boxes', 'sentence', 'boxes_seq'],
    also: ['id'],
    kind: 'caption',
  },
  {
    loader: 'GPT4Gen',
    version: 'bc',
    template: plainTemplates.ask,
    has: ['img_path', 'boxes', 'question', 'question_boxes_seq', 'answer', 'cot_with_ans', 'answer_boxes_seq'],
  },
  {
    loader: 'Point_QA_local',
    version: 'p',
    template: plainTemplates.ask,
    has: ['file_path', 'question', 'answer', 'bbox', 'point'],
  },
  {
    loader: 'Point_QA_twice',
    version: 'gq-p',
    template: plainTemplates.ask,
    has: ['file_path', 'general_question', 'answer', 'bbox', 'point'],
  },
  {
    loader: 'V7W_POINT',
    version: 'p',
    template: plainTemplates.ask,
    has: ['file_path', 'question', 'candidates', 'answer', 'point'],
  },
  {
    loader: 'V7W_POINT',
    version: 'b',
    template: plainTemplates.ask,
    has: ['file_path', 'question', 'candidates', 'answer'],
  },
  {
    loader: 'VCRDataset',
    version: 'q-a-q-r',
    template: plainTemplates.ask,
    has: ['img_fn', 'boxes', 'question', 'answer_choices', 'answer_label', 'rationale_choices', 'rationale_label'],
  },
  { loader: 'CaptionDataset', template: plainTemplates.caption, has: ['img_path', 'caption'], kind: 'caption' },
  { loader: 'VQAv2Dataset', template: plainTemplates.ask, has: ['image_path', 'question', 'annotation'] },
  { loader: 'POPEVQADataset', template: plainTemplates.ask, has: ['image', 'text', 'label'] },
]

/** Upstream's own files for both loaders hold the same rows: only the file's name tells that a box is to be described. */
function isForDescribing(file: string): boolean {
  return /(?:^|[^a-z])(?:reg|gc)(?:[^a-z]|$)/i.test(file.replace(/^.*[/\\]/, ''))
}

function stockFor(row: Fields, file: string): Stock | null {
  const found = stocks.find(({ has }) => has.every((name) => row[name] !== undefined))
  return found === finds && isForDescribing(file) ? describes : (found ?? null)
}

/** What stands between `<ph_st>` and `<ph_ed>`, in order. */
function phrasesIn(text: unknown): string[] {
  if (typeof text !== 'string') return []
  return text
    .split('<ph_ed>')
    .slice(0, -1)
    .map((piece) => piece.split('<ph_st>')[1] ?? '')
}

/** A message with its marks filled; a note where upstream's loader would stop. */
function readMessage(
  message: ShikraItem['conversations'][number],
  phrases: readonly string[],
  target: ReturnType<typeof shikraTarget>,
  notes: RowNote[],
): RowTurn['pieces'] {
  const pieces: RowTurn['pieces'][number][] = []
  const lists = { '<boxes>': message.boxes_seq ?? null, '<points>': message.points_seq ?? null }
  const used = { '<boxes>': 0, '<points>': 0 }
  let text = ''
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  for (const piece of message.value.split(/(<image>|<boxes>|<points>)/)) {
    if (piece === '<image>') {
      flush()
      pieces.push({ kind: 'image', image: 0 })
      continue
    }
    const mark = piece === '<boxes>' || piece === '<points>' ? piece : null
    const list = mark === null ? null : lists[mark]
    if (mark === null || list === null) {
      // The writer puts one blank behind a picture in front.
      text += pieces.length === 1 && pieces[0]?.kind === 'image' && text === '' ? piece.replace(/^ /, '') : piece
      continue
    }
    const at = used[mark]++
    const numbers = list[at]
    if (numbers === undefined) continue
    if (numbers.length === 0) {
      text += '[]'
      continue
    }
    const kind = mark === '<boxes>' ? 'boxes' : 'points'
    const shapes = numbers.flatMap((number) => target[kind].at(number) ?? [])
    if (shapes.length < numbers.length) {
      const message = `There are not as many ${kind} as ${mark} asks for: ${numbers.join(', ')}.`
      notes.push({ severity: 'error', code: 'placeholders', message })
    }
    const names = numbers.map((number) => `${kind} ${number < 0 ? target[kind].length + number : number}`)
    const words = mark === '<boxes>' ? (phrases[at] ?? '') : ''
    const phrase = words.trim() !== '' && text.endsWith(words) ? words : undefined
    if (phrase !== undefined) text = text.slice(0, -phrase.length)
    flush()
    const mention: RowMention = { kind: 'mention', image: 0, shapes, names }
    pieces.push(phrase === undefined ? mention : { ...mention, phrase })
  }
  flush()
  for (const [mark, list] of Object.entries(lists)) {
    const count = used[mark as keyof typeof used]
    if (list === null || list.length === count) continue
    notes.push({
      severity: 'error',
      code: 'placeholders',
      message: `${count} ${mark} in the text but ${list.length} lists for them.`,
    })
  }
  return pieces
}

function sizeIn(row: Fields): { width: number | null; height: number | null } {
  const { width, height } = row
  const isSize = typeof width === 'number' && typeof height === 'number'
  return isSize ? { width, height } : { width: null, height: null }
}

function readItem(item: ShikraItem, row: Fields, stock: Stock | null): RowReading {
  const notes: RowNote[] = []
  const target = shikraTarget(item)
  const texts = stock?.loader === 'FlickrDataset' ? [null, row.sentence] : [row.question, row.cot_with_ans]
  const turns = item.conversations.map((message, index): RowTurn => {
    const pieces = readMessage(message, stock === null ? [] : phrasesIn(texts[index]), target, notes)
    const role = message.from === 'human' ? 'user' : 'assistant'
    if (role === 'assistant' && pieces.some((piece) => piece.kind === 'image')) {
      notes.push({ severity: 'error', code: 'image-in-answer', message: 'An answer holds a mark of the picture.' })
    }
    return { role, pieces }
  })
  const marks = turns.flatMap(({ pieces }) => pieces.filter((piece) => piece.kind === 'image')).length
  if (marks > 1) notes.push({ severity: 'error', code: 'image-marks', message: `The picture is named ${marks} times.` })
  const { id } = row
  const unknown =
    stock === null
      ? [
          ...unreadFields(row, ['id', 'image', 'target', 'conversations', 'width', 'height']),
          ...unreadFields(asRecord(row.target) ?? {}, ['boxes', 'points'], 'target.'),
        ]
      : unreadFields(row, [...stock.has, ...(stock.also ?? []), 'width', 'height'])
  return {
    dialogue: {
      id: typeof id === 'number' ? String(id) : typeof id === 'string' ? id : null,
      images: [{ file: item.image, ...sizeIn(row) }],
      turns,
      ...(stock?.kind === undefined ? {} : { kind: stock.kind }),
      shapes: (['boxes', 'points'] as const).flatMap((kind) =>
        target[kind].map((shape, index) => ({ name: `${kind} ${index}`, shape })),
      ),
    },
    notes,
    unknown,
  }
}

/**
 * A row of Shikra's: an item as its loaders hand it on, or a stock row of whichever loader has its fields. Boxes and points are pixels of
 * the upright picture. `file` tells rows that ask for a place from rows that ask for a description.
 */
export function readShikraLine(row: Fields, file: string): RowReading {
  if (row.conversations !== undefined) {
    const parsed = v.safeParse(ShikraItem, row)
    if (!parsed.success) {
      const [issue] = parsed.issues
      return unreadable('bad-record', `${v.getDotPath(issue) ?? 'The item'}: ${issue.message}.`)
    }
    const { target, conversations } = parsed.output
    const isPlain = conversations.every((one) => one.boxes_seq === undefined && one.points_seq === undefined)
    if (target === undefined && isPlain) {
      return unreadable('no-target', 'The row has no regions and no lists of them: it is one of LLaVA’s.')
    }
    return readItem(parsed.output, row, null)
  }
  const stock = stockFor(row, file)
  if (stock === null) return unreadable('row-unknown', 'The row has the fields of none of Shikra’s loaders.')
  const item = readShikraRow(row, stock)
  return item.ok ? readItem(item.value, row, stock) : unreadable('bad-record', `${item.error}.`)
}
