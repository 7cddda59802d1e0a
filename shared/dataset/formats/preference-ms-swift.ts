import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { readSwiftRow } from './ms-swift-read.ts'
import { swiftMarks, writeSwiftRow } from './ms-swift-row.ts'
import { plainText } from './pictured-turn.ts'
import { preferencePairs } from './preference-pairs.ts'
import { type RowReading, unreadable, withRejected } from './read-turns.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'ms-swift-dpo.jsonl'

/** A line with the answer that is worse than its last message: one text, or several. */
function readPair(row: Readonly<Record<string, unknown>>): RowReading {
  const { rejected_response: given, ...rest } = row
  const rejected = (Array.isArray(given) ? (given as unknown[]) : [given]).filter((one) => typeof one === 'string')
  if (rejected.length === 0) return unreadable('no-pair', 'The line has no rejected_response.')
  return withRejected(readSwiftRow(rest), rejected)
}

/** Preference pairs for ms-swift's DPO: the last message is chosen, `rejected_response` is what the model said. Coordinates are text. */
export const preferenceMsSwift = trainerFormat({
  id: 'preference-ms-swift-jsonl',
  dialects: textDialects(qwen3Vl, qwen2Vl),
  files: [
    { name: file, about: 'Messages with rejected_response for swift rlhf --rlhf_type dpo', layout: { kind: 'lines' } },
  ],
  marks: swiftMarks,
  severalImages: false,
  loss: true,
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  write: (input) =>
    preferencePairs(input).map(({ asked, chosen, rejected }) => {
      const said = [...asked, chosen]
      const row = { ...writeSwiftRow(input.files, said), rejected_response: plainText(rejected) }
      return { file, row, turns: said }
    }),
  reader: { layout: { kind: 'lines' }, read: readPair },
})
