import { internVl } from '../../dialects/internvl.ts'
import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { readSwiftRow } from './ms-swift-read.ts'
import { swiftMarks, writeSwiftRow } from './ms-swift-row.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'ms-swift.jsonl'

/** ms-swift's standard lines with coordinates in the text, for families whose box writer is missing or wrong there. */
export const msSwiftText = trainerFormat({
  id: 'ms-swift-text-jsonl',
  dialects: textDialects(qwen3Vl, qwen2Vl, internVl),
  files: [{ name: file, about: 'Standard messages for --dataset of ms-swift', layout: { kind: 'lines' } }],
  marks: swiftMarks,
  severalImages: true,
  loss: true,
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  write: ({ turns, files }) => [{ file, row: writeSwiftRow(files, turns), turns }],
  reader: { layout: { kind: 'lines' }, read: readSwiftRow },
})
