import * as v from 'valibot'
import { err, ok, type Result } from '../../result.ts'
import type { ShikraItem } from './shikra-item.ts'

const sentence = v.array(v.union([v.string(), v.array(v.number())]))
const VcrRow = v.object({
  img_fn: v.string(),
  boxes: v.array(v.array(v.number())),
  question: sentence,
  answer_choices: v.array(sentence),
  answer_label: v.number(),
  rationale_choices: v.array(sentence),
  rationale_label: v.number(),
})

type Words = { readonly text: string; readonly seq: readonly (readonly number[])[] }

function words(tokens: v.InferOutput<typeof sentence>): Words {
  const text = tokens.map((token) => (typeof token === 'string' ? token : '<boxes>')).join(' ')
  return { text, seq: tokens.filter((token) => typeof token !== 'string') }
}

const plain = (text: string): Words => ({ text, seq: [] })

function joined(...parts: readonly Words[]): Words {
  return { text: parts.map((part) => part.text).join(' '), seq: parts.flatMap((part) => part.seq) }
}

const letters = 'ABCDEFG'

function listed(choices: readonly Words[]): Words {
  return joined(...choices.map((choice, index) => ({ ...choice, text: `(${letters[index]}) ${choice.text}` })))
}

/** What the loader adds to a question, word for word: the trained model knows these sentences. */
const requests = {
  explain: plain('You should explain the reason for the above answer.'),
  choose: plain('You should decide on the best choice and output the corresponding letter.'),
  chooseReason: plain(
    'You should decide on the best choice that explains the above answer and output the corresponding letter.',
  ),
}

/** A VCR row in one of the loader's nine versions (question, choices, answer, rationale by their letters). */
export function readVcrRow(
  input: unknown,
  version: string,
  asked: (question: string) => string,
): Result<ShikraItem, string> {
  const parsed = v.safeParse(VcrRow, input)
  if (!parsed.success) return err('the row does not have the fields of VCRDataset')
  const row = parsed.output
  const answers = row.answer_choices.map(words)
  const reasons = row.rationale_choices.map(words)
  const answer = answers[row.answer_label]
  const reason = reasons[row.rationale_label]
  if (answer === undefined || reason === undefined) return err('a label points past its choices')
  const answerLetter = plain(`The answer is (${letters[row.answer_label]}).`)
  const reasonLetter = plain(`The answer is (${letters[row.rationale_label]}).`)
  const question = joined(plain('QUESTION:'), words(row.question))
  const choosing = joined(question, plain('\nOPTIONS:'), listed(answers), requests.choose)
  const answered = joined(question, plain('\nANSWER:'), answer)
  const turns: Record<string, readonly Words[]> = {
    'q-a': [question, answer],
    'q-ra': [question, joined(reason, answer)],
    'qc-a': [choosing, answerLetter],
    'qc-ra': [choosing, joined(reason, answerLetter)],
    'qc-rac': [choosing, joined(reason, answer, answerLetter)],
    'qa-r': [joined(answered, requests.explain), reason],
    'qac-r': [joined(answered, plain('\nRATIONALE OPTIONS:'), listed(reasons), requests.chooseReason), reasonLetter],
    'q-a-q-r': [question, answer, requests.explain, reason],
    'qc-a-qc-r': [
      choosing,
      answerLetter,
      joined(plain('RATIONALE OPTIONS:'), listed(reasons), requests.chooseReason),
      reasonLetter,
    ],
  }
  const chosen = turns[version]
  if (chosen === undefined) return err(`VCRDataset has no version ${version}`)
  return ok({
    image: row.img_fn,
    target: { boxes: row.boxes.map((box) => box.slice(0, 4)) },
    conversations: chosen.map((turn, index) => ({
      from: index % 2 === 0 ? 'human' : 'gpt',
      value: index === 0 ? asked(turn.text) : turn.text,
      boxes_seq: turn.seq.map((list) => [...list]),
    })),
  })
}
