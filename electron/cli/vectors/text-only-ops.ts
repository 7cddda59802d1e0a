import * as v from 'valibot'
import { blipCaption, blipQuestion, instructBlipPrompt, matchProbability } from '../../../shared/dialects/blip.ts'
import { type DonutValue, donutObject, donutRow, donutTokens, donutTrainText } from '../../../shared/dialects/donut.ts'
import { dreamLlmMarks, dreamLlmPrompt, dreamLlmRow, mergeSentences } from '../../../shared/dialects/dreamllm.ts'
import { idefics2Prompt, ideficsListPrompt, obelicsKinds } from '../../../shared/dialects/idefics.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

const text = v.string()

function optional<T>(vector: OpCase, name: string, schema: v.GenericSchema<unknown, T>, absent: T): T {
  return vector[name] === undefined ? absent : field(vector, name, schema)
}

function donutValue(vector: OpCase): DonutValue {
  return vector.gt_parse as DonutValue
}

/** How each operation of `donut.json` is run. */
export const donutOps: OpTable = {
  format: (vector) => {
    const specialTokens = optional(vector, 'special_tokens', v.array(text), [])
    const sorted = donutTokens(donutValue(vector), { sortKeys: true, specialTokens })
    return fieldChecks(vector, {
      expected_text: () => sorted.text,
      expected_text_unsorted: () => donutTokens(donutValue(vector), { sortKeys: false, specialTokens }).text,
      new_tokens: () => sorted.newTokens,
    })
  },
  parse: (vector) => {
    const input = field(vector, 'input_text', text)
    return fieldChecks(vector, {
      expected: () => donutObject(input, 'original'),
      expected_hf: () => donutObject(input, 'transformers'),
    })
  },
  line: (vector) => {
    const row = donutRow(field(vector, 'file_name', text), vector.ground_truth)
    const again = JSON.parse(JSON.stringify(row)) as typeof row
    return [
      { what: 'file', expected: vector.file_name, received: again.file_name },
      { what: 'ground truth', expected: vector.ground_truth, received: JSON.parse(again.ground_truth) as unknown },
    ]
  },
  train_text: (vector) =>
    fieldChecks(vector, {
      expected_text: () =>
        donutTrainText(field(vector, 'task', text), donutValue(vector), field(vector, 'sort_json_key', v.boolean())),
      prompt_end_token: () => `<s_${field(vector, 'task', text)}>`,
    }),
}

const Turns = v.object({ turns: v.array(v.tuple([text, text])) })

/** How each operation of `dreamllm.json` is run. */
export const dreamLlmOps: OpTable = {
  prompt: (vector) => {
    const template = field(vector, 'template', v.picklist(['vicuna_v1.1', 'llama2']))
    return fieldChecks(vector, {
      expected_text: () => dreamLlmPrompt(template, field(vector, 'dialogue', Turns).turns),
    })
  },
  merge: (vector) =>
    fieldChecks(vector, {
      expected: () =>
        mergeSentences(
          field(vector, 'text_list', v.array(text)),
          field(vector, 'matched_text_index', v.array(v.number())),
        ),
    }),
  line: (vector) => {
    const { image, turns } = field(vector, 'dialogue', v.object({ image: text, ...Turns.entries }))
    return fieldChecks(vector, { expected_line: () => dreamLlmRow(image, turns) })
  },
  expand: (vector) => {
    const mark = field(vector, 'placeholder', v.picklist(['<image>', '<dream>']))
    const [open, patch, close] = dreamLlmMarks[mark]
    return fieldChecks(vector, {
      expected: () => `${open} + ${patch}*n_${mark.slice(1, -1)} + ${close}`,
    })
  },
}

function ideficsPrompt(vector: OpCase): Check[] {
  if (field(vector, 'version', v.number()) === 1) {
    const options = {
      hasEndOfUtterance: field(vector, 'trained_with_end_of_utterance', v.boolean()),
      addEnd: field(vector, 'add_eos', v.boolean()),
    }
    return fieldChecks(vector, {
      expected_text: () => ideficsListPrompt(field(vector, 'parts', v.array(text)), options),
    })
  }
  const places = field(vector, 'image_seq_len', v.number())
  const isSplit = field(vector, 'do_image_splitting', v.boolean())
  return fieldChecks(vector, {
    expected_text: () => idefics2Prompt(field(vector, 'input_text', text), places, isSplit),
  })
}

/** How each operation of `idefics.json` is run. */
export const ideficsOps: OpTable = {
  prompt: ideficsPrompt,
  line: (vector) => {
    const document = field(
      vector,
      'document',
      v.looseObject({ images: v.array(v.unknown()), texts: v.array(v.unknown()) }),
    )
    return fieldChecks(vector, { expected_kinds: () => obelicsKinds(document) })
  },
}

function blipPrompt(vector: OpCase): Check[] {
  if (vector.template !== undefined) {
    const question = field(vector, 'question', text)
    return fieldChecks(vector, {
      expected_text: () => field(vector, 'template', text).replace('{}', () => question),
    })
  }
  const words = (name: string): string | undefined => optional(vector, name, v.optional(text), undefined)
  const around = { context: words('context'), history: words('history') ?? words('dialog'), caption: words('caption') }
  return fieldChecks(vector, { expected_text: () => instructBlipPrompt(field(vector, 'prompt', text), around) })
}

function blipLines(vector: OpCase): { image: string; caption: string }[] {
  const rows = [
    { isKept: field(vector, 'keep_web', v.boolean()), caption: field(vector, 'web_caption', text) },
    { isKept: field(vector, 'keep_synthetic', v.boolean()), caption: field(vector, 'synthetic_caption', text) },
  ]
  return rows.filter((row) => row.isKept).map(({ caption }) => ({ image: 'img/1.jpg', caption }))
}

/** How each operation of `blip.json` is run. */
export const blipOps: OpTable = {
  caption: (vector) =>
    fieldChecks(vector, {
      expected_text: () => blipCaption(field(vector, 'input_text', text), field(vector, 'max_words', v.number())),
    }),
  question: (vector) =>
    fieldChecks(vector, {
      expected_text: () => blipQuestion(field(vector, 'input_text', text), field(vector, 'max_words', v.number())),
    }),
  capfilt: (vector) => {
    const probability = matchProbability(field(vector, 'itm_logits', v.tuple([v.number(), v.number()])))
    const threshold = field(vector, 'threshold', v.number())
    return fieldChecks(
      vector,
      { expected_prob: () => probability, expected_keep: () => probability >= threshold },
      toleranceOf(vector, 'tolerance'),
    )
  },
  line: (vector) => {
    if (vector.expected_lines === undefined) throw new CaseProblem('the case expects no lines')
    return fieldChecks(vector, { expected_lines: () => blipLines(vector) })
  },
  prompt: blipPrompt,
}
