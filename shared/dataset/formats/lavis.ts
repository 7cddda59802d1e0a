import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { asId, asList, asRecord, asText, otherFields } from '../import/json-field.ts'
import { type DraftTurn, makeRecords } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { cutLosses, plainText, regionLosses, roundsOf } from './plain-words.ts'
import { noRecord, wordsAlone } from './words-alone.ts'

const captionFile = 'captions.json'
const questionFile = 'vqa.json'

function write({ fileOf }: WriteContext): WriteSession {
  let questions = 0
  return {
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const rounds = roundsOf(source)
      const lines = rounds.map(({ question, answer }): WrittenLine => {
        const row =
          question === null || plainText(question) === ''
            ? { image: fileOf(image), caption: plainText(answer), image_id: image.id }
            : {
                dataset: 'deixis',
                image: fileOf(image),
                question: plainText(question),
                question_id: ++questions,
                answer: [plainText(answer)],
              }
        const file = 'caption' in row ? captionFile : questionFile
        return { file, text: JSON.stringify(row), image, shapes: () => [] }
      })
      return { lines, report: [...regionLosses(source, 'BLIP'), ...cutLosses(source, 'BLIP', rounds.length)] }
    },
  }
}

/** The answer given most often, the first of several; null when there is none. */
function mostFrequent(answers: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  let best: string | null = null
  for (const [answer, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = answer
  return best
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const answers =
    typeof row?.answer === 'string'
      ? [row.answer]
      : (asList(row?.answer) ?? []).filter((one) => typeof one === 'string')
  const caption =
    typeof row?.caption === 'string'
      ? [row.caption]
      : (asList(row?.caption) ?? []).filter((one) => typeof one === 'string')
  const answer = mostFrequent(answers)
  const turn = (role: 'user' | 'assistant', text: string): DraftTurn => ({ role, parts: [{ kind: 'text', text }] })
  const asked = typeof row?.question === 'string' && answer !== null
  const drafts = asked
    ? [[turn('user', asText(row?.question)), turn('assistant', answer)]]
    : caption.map((text) => [turn('assistant', text)])
  if (row === null || drafts.length === 0) {
    return noRecord('The entry is neither a picture with a caption nor one with a question and an answer.', place)
  }
  const images = [{ file: asText(row.image), width: null, height: null }]
  const found = drafts.map((turns, nth) =>
    makeRecords({ images, regions: [], turns, kind: asked ? 'qa' : 'caption' }, place, context, nth),
  )
  const others = new Set(answers).size - 1
  const message = `${others} other ${others === 1 ? 'answer is' : 'answers are'} left out: the most frequent one is kept.`
  const losses = asked && others > 0 ? [{ severity: 'loss' as const, code: 'answers-lost', message, ...place }] : []
  const known = [
    'image',
    'caption',
    'question',
    'answer',
    'dataset',
    ...(asId(row.image_id) === null ? [] : ['image_id']),
    'question_id',
  ]
  return {
    records: found.flatMap(({ records }) => records),
    report: [...found.flatMap(({ report }) => report), ...losses],
    unknown: Object.keys(otherFields(row, known) ?? {}),
  }
}

/** BLIP's and LAVIS' annotations: captions, and questions with their answers, words as they stand (the loaders lower them). */
export const lavis: Format = {
  id: 'lavis-json',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'No coordinates',
  files: [
    { name: captionFile, about: 'Pictures with captions', layout: { kind: 'list' } },
    { name: questionFile, about: 'Pictures with questions and answers', layout: { kind: 'list' } },
  ],
  can: wordsAlone,
  pictures: 'named',
  lossless: false,
  stateless: false,
  open: write,
  reader: { layout: { kind: 'list' }, stateless: true, open: (context) => ({ read: (piece) => read(piece, context) }) },
}
