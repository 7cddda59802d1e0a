import * as v from 'valibot'
import { err, ok, type Result } from '../../result.ts'
import type { ShikraItem } from './shikra-item.ts'
import { readVcrRow } from './shikra-vcr.ts'

const numbers = v.array(v.number())
const seq = v.array(v.array(v.number()))

const rows = {
  expression: v.object({ img_path: v.string(), expression: v.string(), bbox: numbers }),
  flickr: v.object({
    image_id: v.union([v.number(), v.string()]),
    boxes: v.array(numbers),
    sentence: v.string(),
    boxes_seq: seq,
  }),
  generated: v.object({
    img_path: v.string(),
    boxes: v.array(numbers),
    question: v.string(),
    question_boxes_seq: seq,
    answer: v.string(),
    cot_with_ans: v.string(),
    answer_boxes_seq: seq,
  }),
  point: v.looseObject({ file_path: v.string(), answer: v.string(), bbox: numbers, point: numbers }),
  pointing: v.object({
    file_path: v.string(),
    question: v.string(),
    candidates: v.array(numbers),
    answer: numbers,
    point: v.optional(numbers),
  }),
  caption: v.object({ img_path: v.string(), caption: v.string() }),
  answered: v.object({
    image_path: v.string(),
    question: v.string(),
    annotation: v.object({ multiple_choice_answer: v.string() }),
  }),
  yesNo: v.object({ image: v.string(), text: v.string(), label: v.string() }),
}

/** The loaders of stock Shikra rows that this reader knows. */
export const shikraLoaders = [
  'RECDataset',
  'REGDataset',
  'GCDataset',
  'FlickrDataset',
  'GPT4Gen',
  'Point_QA_local',
  'Point_QA_twice',
  'V7W_POINT',
  'VCRDataset',
  'CaptionDataset',
  'VQAv2Dataset',
  'POPEVQADataset',
] as const
type ShikraLoader = (typeof shikraLoaders)[number]

/** How to read a row: the loader, its version where it has several, and the question template with its slots. */
export type ShikraReading = { readonly loader: ShikraLoader; readonly version?: string; readonly template: string }

/** Questions in plain words for rows whose loader words them by templates of its own. */
export const plainTemplates = {
  find: 'Where is <expr>?',
  describe: 'What is in <objs>?',
  ground: 'Describe the picture and mark all that you name.',
  caption: 'Describe the picture.',
  ask: '<question>',
} as const

function item(
  image: string,
  target: NonNullable<ShikraItem['target']>,
  human: Omit<ShikraItem['conversations'][number], 'from'>,
  gpt: Omit<ShikraItem['conversations'][number], 'from'>,
): Result<ShikraItem, string> {
  return ok({
    image,
    target,
    conversations: [
      { from: 'human', ...human },
      { from: 'gpt', ...gpt },
    ],
  })
}

const phrasesToBoxes = (text: string): string => text.replaceAll('<ph_st>', '').replaceAll('<ph_ed>', '<boxes>')
const withoutPhrases = (text: string): string => text.replaceAll('<ph_st>', '').replaceAll('<ph_ed>', '')

/** One stock row as the item its loader makes. An error for rows that lack a field and for versions that are drawn by chance. */
export function readShikraRow(row: unknown, reading: ShikraReading): Result<ShikraItem, string> {
  const { loader, template, version } = reading
  const parse = <S extends v.GenericSchema<unknown, unknown>>(schema: S): v.InferOutput<S> | null => {
    const result = v.safeParse(schema, row)
    return result.success ? result.output : null
  }
  const fits = err(`the row does not have the fields of ${loader}`)
  const asked = (question: string): string => template.replaceAll('<question>', () => question)
  switch (loader) {
    case 'RECDataset': {
      const found = parse(rows.expression)
      if (found === null) return fits
      const value = template.replaceAll('<expr>', () => found.expression)
      return item(found.img_path, { boxes: [found.bbox] }, { value }, { value: 'Answer: <boxes> .', boxes_seq: [[0]] })
    }
    case 'REGDataset':
    case 'GCDataset': {
      const found = parse(rows.expression)
      if (found === null) return fits
      const human = { value: template.replaceAll('<objs>', '<boxes>'), boxes_seq: [[0]] }
      return item(found.img_path, { boxes: [found.bbox] }, human, { value: found.expression })
    }
    case 'FlickrDataset': {
      const found = parse(rows.flickr)
      if (found === null) return fits
      const gpt = { value: phrasesToBoxes(found.sentence), boxes_seq: found.boxes_seq }
      return item(`${found.image_id}.jpg`, { boxes: found.boxes }, { value: template }, gpt)
    }
    case 'GPT4Gen': {
      const found = parse(rows.generated)
      if (found === null) return fits
      const human = { value: asked(phrasesToBoxes(found.question)), boxes_seq: found.question_boxes_seq }
      const answers: Record<string, Omit<ShikraItem['conversations'][number], 'from'>> = {
        a: { value: found.answer },
        c: { value: withoutPhrases(found.cot_with_ans) },
        bc: { value: phrasesToBoxes(found.cot_with_ans), boxes_seq: found.answer_boxes_seq },
      }
      const gpt = answers[version ?? '']
      return gpt ? item(found.img_path, { boxes: found.boxes }, human, gpt) : err(`GPT4Gen has no version ${version}`)
    }
    case 'Point_QA_local':
    case 'Point_QA_twice': {
      const found = parse(rows.point)
      if (found === null) return fits
      const [ask, kind] = loader === 'Point_QA_local' ? ['', version ?? 'p'] : (version ?? 'gq-p').split('-')
      const fields: Record<string, string> = { oq: 'obj_question', sq: 'super_question', gq: 'general_question' }
      const question = found[fields[ask ?? ''] ?? 'question']
      if (typeof question !== 'string') return fits
      if (kind !== 'p' && kind !== 'b') return err(`${loader} ${version} is drawn by chance`)
      const human =
        kind === 'p'
          ? { value: asked(`${question}<points>`), points_seq: [[0]] }
          : { value: asked(`${question}<boxes>`), boxes_seq: [[0]] }
      const target = { boxes: [found.bbox], points: [found.point] }
      return item(found.file_path, target, human, { value: `The answer is ${found.answer} .` })
    }
    case 'V7W_POINT': {
      const found = parse(rows.pointing)
      if (found === null) return fits
      const marks = found.candidates.map(() => '<boxes>').join(' ')
      const form = version === 'b' ? 'box' : 'point'
      const human = {
        value: asked(`${found.question} Candidates: ${marks} answer in ${form} format.`),
        boxes_seq: found.candidates.map((_, index) => [index]),
      }
      if (form === 'point') {
        if (found.point === undefined) return fits
        const gpt = { value: 'The answer is <points> .', points_seq: [[0]] }
        return item(found.file_path, { boxes: found.candidates, points: [found.point] }, human, gpt)
      }
      const index = found.candidates.findIndex((box) => box.every((value, at) => value === found.answer[at]))
      if (index < 0) return err('the answer is none of the candidates')
      const gpt = { value: 'The answer is <boxes> .', boxes_seq: [[index]] }
      return item(found.file_path, { boxes: found.candidates }, human, gpt)
    }
    case 'VCRDataset':
      return readVcrRow(row, version ?? '', asked)
    case 'CaptionDataset': {
      const found = parse(rows.caption)
      return found === null ? fits : item(found.img_path, {}, { value: template }, { value: found.caption })
    }
    case 'VQAv2Dataset': {
      const found = parse(rows.answered)
      if (found === null) return fits
      const value = `The answer is ${found.annotation.multiple_choice_answer}.`
      return item(found.image_path, {}, { value: asked(found.question) }, { value })
    }
    case 'POPEVQADataset': {
      const found = parse(rows.yesNo)
      if (found === null) return fits
      const value = `The answer is ${found.label.toLowerCase()} .`
      return item(found.image, {}, { value: asked(found.text) }, { value })
    }
  }
}
