import { plainUnit } from '../../dialects/plain.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { pictureAddress } from '../format.ts'
import { type OpenAiPiece, type OpenAiTurn, openAiLine } from './openai-messages.ts'
import { type RowReading, unreadable } from './read-turns.ts'
import { pictureNamed, unreadFields } from './row-fields.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'
import { readPartMessages } from './trl-read.ts'

const file = 'openai.jsonl'
const taken = /\.(?:jpe?g|png|webp)$/i
const mostBytes = 10 * 1024 * 1024
const mostPictures = 10

/** Addresses of the web stay as they are; files become data URLs. */
function addressOf(file: string, index: number): string {
  return /^https?:/.test(file) ? file : pictureAddress(index)
}

function readRow(row: Readonly<Record<string, unknown>>): RowReading {
  const urls: string[] = []
  const read = readPartMessages(row.messages, urls, ({ weight }) =>
    weight === 0 ? false : weight === 1 ? true : undefined,
  )
  if ('dialogue' in read) return read
  const { turns, unknown, places } = read
  const notes = [...read.notes]
  if (places !== urls.length) return unreadable('image-marks', 'A picture has no address.')
  if (urls.length > mostPictures) {
    const message = `${urls.length} pictures: an example may have ${mostPictures}.`
    notes.push({ severity: 'warning', code: 'too-many-images', message })
  }
  if (turns.at(-1)?.role === 'user') {
    notes.push({ severity: 'warning', code: 'unanswered', message: 'The dialogue does not end with an answer.' })
  }
  return {
    dialogue: { id: null, images: urls.map(pictureNamed), turns },
    notes,
    unknown: [...unreadFields(row, ['messages']), ...unknown],
  }
}

/**
 * OpenAI's vision fine-tuning lines. There is no coordinate convention; pictures are data URLs, which are read for their
 * sizes alone. Source: its
 * documentation, as far as the formats page has it.
 */
export const openAiJsonl = trainerFormat({
  id: 'openai-jsonl',
  dialects: textDialects(qwen3Vl, plainUnit),
  files: [{ name: file, about: 'Chat lines, pictures as data URLs', layout: { kind: 'data-urls' } }],
  marks: /(?!)/,
  severalImages: true,
  loss: true,
  pictures: 'inside',
  write({ turns, files, images, note }) {
    for (const image of images) {
      if (!taken.test(image.path)) note('warning', 'image-type', `${image.path} is no JPEG, PNG or WEBP.`)
      if (image.bytes > mostBytes) note('warning', 'image-bytes', `${image.path} is larger than 10 MB.`)
    }
    if (images.length > mostPictures) {
      note('warning', 'too-many-images', `${images.length} pictures: an example may have ${mostPictures}.`)
    }
    const isFlagged = turns.some((turn) => turn.isTaught === false)
    const written = turns.map(
      (turn): OpenAiTurn => ({
        role: turn.role,
        content: turn.pieces.map(
          (piece): OpenAiPiece =>
            piece.kind === 'image'
              ? { type: 'image', url: addressOf(files[piece.image] ?? '', piece.image) }
              : { type: 'text', text: piece.text },
        ),
        ...(isFlagged && turn.role === 'assistant' ? { isTrained: turn.isTaught !== false } : {}),
      }),
    )
    return [{ file, row: openAiLine(written), turns }]
  },
  reader: { layout: { kind: 'lines' }, read: readRow },
})
