import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { preferencePairs } from './preference-pairs.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'
import { readTrlPair } from './trl-read.ts'
import { trlPreferenceRow } from './trl-row.ts'

const file = 'metadata.jsonl'

/** Preference pairs for TRL's DPO trainer in an HF imagefolder: what people corrected is chosen, what the model said is rejected. */
export const preferenceTrl = trainerFormat({
  id: 'preference-trl-jsonl',
  dialects: textDialects(qwen3Vl, qwen2Vl),
  files: [
    { name: file, about: 'HF imagefolder with prompt, chosen and rejected for TRL’s DPO', layout: { kind: 'lines' } },
  ],
  marks: /(?!)/,
  severalImages: false,
  loss: true,
  pictures: 'beside',
  consumer: { orientation: 'applied' },
  splitFile: (name, split) => `${split}/${name}`,
  cutTokens: 1024,
  write: (input) =>
    preferencePairs(input).map(({ asked, chosen, rejected }) => ({
      file,
      row: trlPreferenceRow(input.files, asked, { chosen, rejected }),
      turns: [...asked, chosen],
    })),
  reader: { layout: { kind: 'lines' }, read: readTrlPair },
})
