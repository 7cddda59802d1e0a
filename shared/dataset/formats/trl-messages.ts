import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'
import { readTrlRow } from './trl-read.ts'
import { trlMessagesRow } from './trl-row.ts'

const file = 'metadata.jsonl'

/**
 * TRL's `messages` in an HF imagefolder. Its vision trainer learns every token, the questions too: prompt and completion teach answers
 * alone. Source: huggingface/trl @ f2cd577, huggingface/datasets 5.2.0.
 */
export const trlMessages = trainerFormat({
  id: 'trl-messages-jsonl',
  dialects: textDialects(qwen3Vl, qwen2Vl),
  files: [{ name: file, about: 'HF imagefolder for TRL; set max_length to null', layout: { kind: 'lines' } }],
  marks: /(?!)/,
  severalImages: true,
  loss: false,
  pictures: 'beside',
  consumer: { orientation: 'applied', learnsAll: true },
  splitFile: (name, split) => `${split}/${name}`,
  cutTokens: 1024,
  write: ({ turns, files }) => [{ file, row: trlMessagesRow(files, turns), turns }],
  reader: { layout: { kind: 'lines' }, read: readTrlRow },
})
