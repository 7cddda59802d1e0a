import { donutRow } from '../../dialects/donut.ts'
import type { Format, WriteContext, WriteSession, Written } from '../format.ts'
import { asList, asRecord, asText, parseJson } from '../import/json-field.ts'
import type { DraftTurn } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import type { DialogueSource } from '../source.ts'
import { cutLosses, plainText, regionLosses, roundsOf } from './plain-words.ts'
import { noRecord, wordsAlone, wordsRecord } from './words-alone.ts'

const file = 'metadata.jsonl'

/** What an answer is to Donut: the object that it holds as JSON, else its text. */
function parsed(text: string): unknown {
  const json = text.startsWith('{') ? parseJson(text) : undefined
  return asRecord(json) ?? { text_sequence: text }
}

function write(source: DialogueSource, { fileOf }: WriteContext): Written {
  const [image] = source.images
  if (image === undefined) return { lines: [], report: [] }
  const rounds = roundsOf(source)
  const asked = rounds.flatMap(({ question, answer }) =>
    question === null ? [] : [{ question: plainText(question), answer: plainText(answer) }],
  )
  const alone = rounds.filter(({ question }) => question === null).map(({ answer }) => parsed(plainText(answer)))
  const truths = [...(asked.length === 0 ? [] : [{ gt_parses: asked }]), ...alone.map((gt_parse) => ({ gt_parse }))]
  const lines = truths.map((truth) => ({
    file,
    text: JSON.stringify(donutRow(fileOf(image), truth)),
    image,
    shapes: () => [],
  }))
  return { lines, report: [...regionLosses(source, 'Donut'), ...cutLosses(source, 'Donut', rounds.length)] }
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** Turns of a ground truth; null when it is none. */
function turnsOf(truth: unknown): DraftTurn[] | null {
  const record = asRecord(truth)
  const pairs = asList(record?.gt_parses)
  const turn = (role: 'user' | 'assistant', text: string): DraftTurn => ({ role, parts: [{ kind: 'text', text }] })
  if (pairs !== null) {
    return pairs.flatMap((pair) => {
      const { question, answer } = asRecord(pair) ?? {}
      return question === undefined
        ? [turn('assistant', said(pair))]
        : [turn('user', said(question)), turn('assistant', said(answer))]
    })
  }
  const one = asRecord(record?.gt_parse)
  if (one === null) return null
  const keys = Object.keys(one)
  const isText = keys.length === 1 && typeof one.text_sequence === 'string'
  return [turn('assistant', isText ? asText(one.text_sequence) : JSON.stringify(one))]
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const turns = turnsOf(parseJson(asText(row?.ground_truth)))
  if (row === null || turns === null || turns.length === 0) {
    return noRecord('The line has no ground_truth with gt_parse or gt_parses.', place)
  }
  const kind = turns.some(({ role }) => role === 'user') ? 'qa' : 'caption'
  return wordsRecord(
    { files: [asText(row.file_name)], turns, kind },
    row,
    ['file_name', 'ground_truth'],
    place,
    context,
  )
}

/** Donut: an imagefolder whose `ground_truth` is a text of JSON, questions as `gt_parses`, other answers as `gt_parse`. */
export const donut: Format = {
  id: 'donut-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'No coordinates',
  files: [{ name: file, about: 'A picture and its ground truth a line', layout: { kind: 'lines' } }],
  can: wordsAlone,
  pictures: 'beside',
  consumer: { orientation: 'ignored' },
  lossless: false,
  stateless: true,
  splitFile: (_, split) => `${split === 'val' ? 'validation' : split}/${file}`,
  open: (context): WriteSession => ({ writeDialogue: (source) => write(source, context) }),
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}
