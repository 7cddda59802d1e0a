import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { qwen25Vl } from '../../dialects/qwen25-vl.ts'
import { readChatRow } from './chat-rows.ts'
import { markedText } from './pictured-turn.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'qwen.json'
/** `min_pixels` and `max_pixels` of the trainer where nobody sets them (`qwenvl/train/argument.py`). */
const trainerPixels = { below: 16 * 28 * 28, above: 576 * 28 * 28 }

const systemProblem = {
  severity: 'error',
  code: 'system-as-answer',
  message: 'The trainer has no system texts: it would learn this one as an answer.',
} as const

/**
 * The official fine-tuning file of Qwen2-VL, 2.5 and 3 (QwenLM/Qwen3-VL @ 9658872, `qwen-vl-finetune`). Marks of pictures stand in
 * questions, as many as there are pictures. Qwen2.5-VL's numbers hold for one limit of the resize only.
 */
export const qwenTrainer = trainerFormat({
  id: 'qwen-json',
  dialects: [qwen3Vl, qwen25Vl, qwen2Vl],
  files: [
    {
      name: file,
      about: 'annotation_path of qwen-vl-finetune; names are under its data_path',
      layout: { kind: 'list' },
    },
  ],
  marks: /<(?:image|video)>/,
  severalImages: true,
  loss: false,
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  resizes: trainerPixels,
  write({ source, turns, files }) {
    const [first = ''] = files
    const conversations = turns.map((turn) => ({
      from: turn.role === 'user' ? 'human' : 'gpt',
      value: markedText(turn, '\n'),
    }))
    return [{ file, row: { id: source.dialogue.id, image: files.length > 1 ? files : first, conversations }, turns }]
  },
  reader: {
    layout: { kind: 'list' },
    read: (row) =>
      readChatRow(row, {
        messages: ['conversations'],
        images: ['image', 'images'],
        missing: 'error',
        after: '\n',
        systemProblem,
      }),
  },
})
