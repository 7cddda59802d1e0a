import { qwenVl } from '../../dialects/qwen-vl.ts'
import { asList } from '../import/json-field.ts'
import type { TurnPiece } from './pictured-turn.ts'
import { type RowReading, type RowTurn, unreadable } from './read-turns.ts'
import { pictureNamed, rowMessages, speakerOf, unreadFields } from './row-fields.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'qwen-vl.json'
/** Pictures become this many tokens, so their names' bytes must fit. */
const longestName = 256

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

function readRow(row: Readonly<Record<string, unknown>>): RowReading {
  const messages = rowMessages(asList(row.conversations))
  if (messages === null) return unreadable('no-messages', 'The row has no list of conversations.')
  const files: string[] = []
  const unknown = unreadFields(row, ['id', 'conversations'])
  const turns: RowTurn[] = []
  for (const { role, content } of messages) {
    const speaker = speakerOf(role)
    if (speaker !== 'user' && speaker !== 'assistant')
      return unreadable('role-unknown', `The role ${role} is not known.`)
    if (typeof content !== 'string') return unreadable('content', 'A turn is no text.')
    const pieces: TurnPiece[] = []
    for (const [index, part] of content.split(/(?:Picture \d+: ?)?<img>(.*?)<\/img>\n?/).entries()) {
      if (index % 2 === 1) pieces.push({ kind: 'image', image: files.push(part) - 1 })
      else if (part !== '') pieces.push({ kind: 'text', text: part })
    }
    turns.push({ role: speaker, pieces })
  }
  const id = typeof row.id === 'string' ? row.id : null
  return { dialogue: { id, images: files.map(pictureNamed), turns }, notes: [], unknown }
}

/** The fine-tuning file of Qwen-VL (2023): pictures are named inside the text. Source: QwenLM/Qwen-VL @ aa00ed0. */
export const qwenVlJson = trainerFormat({
  id: 'qwen-vl-json',
  dialects: [qwenVl],
  files: [{ name: file, about: '--data_path of Qwen-VL’s finetune.py', layout: { kind: 'list' } }],
  marks: /<\/?img>/,
  severalImages: true,
  loss: false,
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  write({ source, turns, files, note }) {
    const long = files.find((name) => utf8Length(name) > longestName)
    if (long !== undefined) note('error', 'image-name-long', `${long} has more than ${longestName} bytes.`)
    const conversations = turns.map((turn) => ({
      from: turn.role,
      value: turn.pieces
        .map((piece) =>
          piece.kind === 'text' ? piece.text : `Picture ${piece.image + 1}: <img>${files[piece.image] ?? ''}</img>\n`,
        )
        .join(''),
    }))
    return [{ file, row: { id: source.dialogue.id, conversations }, turns }]
  },
  reader: { layout: { kind: 'list' }, read: readRow },
})
