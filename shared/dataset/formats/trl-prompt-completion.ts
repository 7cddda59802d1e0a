import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat, type WrittenRow } from './trainer-format.ts'
import { readTrlRow } from './trl-read.ts'
import { trlPromptRow } from './trl-row.ts'

const file = 'metadata.jsonl'

/**
 * TRL's `prompt` and `completion` in an HF imagefolder: a line for each answer that is learnt, what was said before it in its prompt.
 * Source: huggingface/trl @ f2cd577, huggingface/datasets 5.2.0.
 */
export const trlPromptCompletion = trainerFormat({
  id: 'trl-prompt-completion-jsonl',
  dialects: textDialects(qwen3Vl, qwen2Vl),
  files: [
    {
      name: file,
      about: 'HF imagefolder for TRL, a line an answer; set max_length to null',
      layout: { kind: 'lines' },
    },
  ],
  marks: /(?!)/,
  severalImages: true,
  loss: true,
  pictures: 'beside',
  consumer: { orientation: 'applied' },
  splitFile: (name, split) => `${split}/${name}`,
  cutTokens: 1024,
  write: ({ turns, files }) =>
    turns.flatMap((turn, index): WrittenRow[] => {
      if (turn.role !== 'assistant' || turn.isTaught === false) return []
      const upTo = turns.slice(0, index + 1)
      const shown = upTo.flatMap((one) => one.pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.image] : [])))
      const named = shown.flatMap((image) => files[image] ?? [])
      return [{ file, row: trlPromptRow(named, upTo), turns: upTo }]
    }),
  reader: { layout: { kind: 'lines' }, read: readTrlRow },
})
