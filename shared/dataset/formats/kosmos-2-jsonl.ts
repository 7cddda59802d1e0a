import { kosmos2, kosmos2Training } from '../../dialects/kosmos-2.ts'
import { plainText } from './pictured-turn.ts'
import { readPairRow } from './prefix-suffix-read.ts'
import { roundsAlone } from './rounds.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'kosmos-2.jsonl'

/**
 * Kosmos-2: rounds as prompt and answer with phrases and patch tokens, after `<grounding>`. Source: unilm#1186 for the question form. HF
 * does not mask the prompt by itself. Captions with boxes are better written as GRIT.
 */
export const kosmos2Jsonl = trainerFormat({
  id: 'kosmos-2-jsonl',
  dialects: [kosmos2, kosmos2Training],
  files: [{ name: file, about: 'Lines of image, prompt and answer; mask the prompt', layout: { kind: 'lines' } }],
  marks: /<image>/,
  severalImages: false,
  loss: true,
  dialogue: false,
  pictures: 'named',
  write: (input) =>
    roundsAlone(input, 'Kosmos-2').map(({ question, answer }) => {
      const prompt = `<grounding> Question: ${plainText(question)} Answer:`
      return {
        file,
        row: { image: input.files[0], prompt, answer: ` ${plainText(answer)}` },
        turns: [question, answer],
      }
    }),
  reader: {
    layout: { kind: 'lines' },
    read(row) {
      const asked = typeof row.prompt === 'string' ? row.prompt : null
      const inner = asked === null ? null : /^<grounding> ?(?:Question: (.*?) Answer:|(.*))$/s.exec(asked)
      const prompt = inner?.[1] ?? inner?.[2] ?? row.prompt
      const answer = typeof row.answer === 'string' ? row.answer.replace(/^ /, '') : row.answer
      return readPairRow({ ...row, prompt, answer }, { question: 'prompt', answer: 'answer' })
    },
  },
})
