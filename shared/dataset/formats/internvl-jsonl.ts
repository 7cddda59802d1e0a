import { internVl } from '../../dialects/internvl.ts'
import { readChatRow } from './chat-rows.ts'
import { markedText, type PicturedTurn } from './pictured-turn.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'internvl.jsonl'
const meta = 'meta.json'

/** Several pictures in front are numbered, as InternVL's own data does. */
function textOf(turn: PicturedTurn, count: number): string {
  if (count < 2) return markedText(turn, '\n')
  let isStart = true
  return turn.pieces
    .map((piece) => {
      if (piece.kind === 'text') isStart = false
      if (piece.kind === 'text') return piece.text
      return isStart ? `Image-${piece.image + 1}: <image>\n` : '<image>'
    })
    .join('')
}

/** InternVL's chat lines and the meta file that names them. Source: OpenGVLab/InternVL @ 2410d1d. */
export const internVlJsonl = trainerFormat({
  id: 'internvl-jsonl',
  dialects: [internVl],
  files: [
    { name: file, about: 'Chat lines; names are under the meta file’s root', layout: { kind: 'lines' } },
    {
      name: meta,
      about: '--meta_path of InternVL’s finetune scripts; put the folder’s path into root',
      layout: { kind: 'whole' },
    },
  ],
  marks: /<(?:image|video)>/,
  severalImages: true,
  loss: false,
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  splitFile: (name, split) => `${split}/${name}`,
  write({ source, turns, images, files }) {
    const [image] = images
    const conversations = turns.map((turn) => ({
      from: turn.role === 'user' ? 'human' : 'gpt',
      value: textOf(turn, files.length),
    }))
    const isOne = files.length === 1
    const size = isOne
      ? { image: files[0], width: image?.width, height: image?.height }
      : { image: files, width_list: images.map((one) => one.width), height_list: images.map((one) => one.height) }
    return [{ file, row: { id: source.dialogue.id, ...size, conversations }, turns }]
  },
  end(rows) {
    const entry = {
      root: '',
      annotation: file,
      data_augment: false,
      max_dynamic_patch: 12,
      repeat_time: 1,
      length: rows,
    }
    return [{ file: meta, text: `${JSON.stringify({ deixis: entry }, null, 2)}\n` }]
  },
  reader: {
    layout: { kind: 'lines' },
    read: (row) =>
      readChatRow(row, {
        messages: ['conversations'],
        images: ['image'],
        also: ['width_list', 'height_list'],
        missing: 'one-front',
        mark: /(?:Image-\d+: )?<image>(?:\n)?/,
      }),
  },
})
