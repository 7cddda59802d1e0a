import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { asRecord, asText } from '../import/json-field.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { utf8Length } from './nougat-index.ts'
import { plainText, questionLosses, regionLosses, roundsOf } from './plain-words.ts'
import { noRecord, wordsAlone, wordsRecord } from './words-alone.ts'

const file = 'train.jsonl'
const seekFile = 'train.seek.map'

function write({ fileOf }: WriteContext): WriteSession {
  const offsets: number[] = []
  let end = 0
  return {
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const rounds = roundsOf(source)
      const lines = rounds.map(({ answer }): WrittenLine => {
        const text = JSON.stringify({ image: fileOf(image), markdown: plainText(answer), meta: [] })
        offsets.push(end)
        end += utf8Length(text) + 1
        return { file, text, image, shapes: () => [] }
      })
      return { lines, report: [...regionLosses(source, 'Nougat'), ...questionLosses(source, 'Nougat', rounds)] }
    },
    end: () => [{ file: seekFile, text: `[${offsets.join(', ')}]`, image: null, shapes: () => [] }],
  }
}

function read({ value, place }: Piece, context: ReadContext): Read {
  // The seek map lies beside the index.
  if (place.file.endsWith('.map')) return { records: [], report: [], unknown: [] }
  const row = asRecord(value)
  if (row === null || typeof row.markdown !== 'string') {
    return noRecord('The line has no markdown.', place)
  }
  const turns = [{ role: 'assistant' as const, parts: [{ kind: 'text' as const, text: row.markdown }] }]
  const words = { files: [asText(row.image)], turns, kind: 'caption' } as const
  return wordsRecord(words, row, ['image', 'markdown'], place, context)
}

/** Nougat's index of pages: JSON lines, and the byte at which each line begins beside them. */
export const nougat: Format = {
  id: 'nougat-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'No coordinates',
  files: [
    {
      name: file,
      about: 'A page and its Markdown a line; --root_name is the folder of the pictures',
      layout: { kind: 'lines' },
    },
    { name: seekFile, about: 'The byte at which each line begins', layout: { kind: 'whole' } },
  ],
  can: wordsAlone,
  pictures: 'beside',
  lossless: false,
  stateless: false,
  splitFile: (name, split) => name.replace(/^train/, split),
  open: write,
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}
