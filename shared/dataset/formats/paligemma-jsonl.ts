import { paligemma } from '../../dialects/paligemma.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { plainText } from './pictured-turn.ts'
import { readPairRow } from './prefix-suffix-read.ts'
import { roundsAlone } from './rounds.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'paligemma.jsonl'

/** Whether words stand behind a region: up to the next one they are its label to whoever reads the line. */
function hasWordsBehind({ parts }: Turn): boolean {
  const first = parts.findIndex(({ kind }) => kind === 'mention')
  return parts.some((part, at) => first >= 0 && at > first && part.kind === 'text' && /[^\s;]/.test(part.text))
}

/**
 * PaliGemma's lines: the question is the prefix as it stands (`detect cat`, `answer en …`, a bare phrase), the answer the suffix, which
 * alone is learnt. One round each. Source: `datasets/jsonl.py` of google-research/big_vision @ 0127fb6.
 */
export const paligemmaJsonl = trainerFormat({
  id: 'paligemma-jsonl',
  dialects: [paligemma],
  files: [
    { name: file, about: 'Lines of image, prefix and suffix for big_vision’s jsonl source', layout: { kind: 'lines' } },
  ],
  marks: /<image>/,
  severalImages: false,
  loss: true,
  dialogue: false,
  pictures: 'named',
  write(input) {
    return roundsAlone(input, 'PaliGemma').map(({ at, question, answer }) => {
      const [prefix, suffix] = [plainText(question), plainText(answer)]
      if (prefix.includes('\n')) {
        const message = 'A line break inside the question is where PaliGemma ends its prefix.'
        input.note('warning', 'line-break', message, input.source.turns[at]?.id)
      }
      for (const turn of input.source.turns.slice(at, at + 2)) {
        if (!hasWordsBehind(turn)) continue
        input.note(
          'loss',
          'words-as-label',
          'Words behind a region are part of its label in PaliGemma’s text.',
          turn.id,
        )
      }
      return { file, row: { image: input.files[0], prefix, suffix }, turns: [question, answer] }
    })
  },
  reader: { layout: { kind: 'lines' }, read: (row) => readPairRow(row, { question: 'prefix', answer: 'suffix' }) },
})
