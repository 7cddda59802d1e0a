import type { ImageFile } from '../../dialogue/image.ts'
import type { Format, WriteContext, WriteSession, Written } from '../format.ts'
import { asList, asRecord, asText } from '../import/json-field.ts'
import type { DraftPart } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import type { DialogueSource } from '../source.ts'
import { type PlainPiece, paragraphs, plainPieces, regionLosses } from './plain-words.ts'
import { noRecord, rolesLosses, wordsAlone, wordsRecord } from './words-alone.ts'

const file = 'obelics.jsonl'

/** The dialogue in reading order: pictures that no turn shows come first. */
function piecesOf(source: DialogueSource): PlainPiece[] {
  const turns = source.turns.map((turn) => plainPieces(turn, source))
  const shown = new Set(turns.flat().flatMap((piece) => (piece.kind === 'image' ? [piece.image.id] : [])))
  const unshown = source.images.filter(({ id }) => !shown.has(id)).map((image) => ({ kind: 'image' as const, image }))
  return paragraphs([...unshown, ...turns.flat()])
}

function write(source: DialogueSource, { fileOf }: WriteContext): Written {
  const [image] = source.images
  if (image === undefined) return { lines: [], report: [] }
  const pieces = piecesOf(source)
  const images = pieces.map((piece) => (piece.kind === 'image' ? fileOf(piece.image) : null))
  const texts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : null))
  const metadata = JSON.stringify(images.map((src) => (src === null ? null : { src })))
  const row = { images, texts, metadata, general_metadata: JSON.stringify({ url: `deixis:${source.dialogue.id}` }) }
  const others: ImageFile[] = source.images.slice(1)
  const report = [...regionLosses(source, 'OBELICS'), ...rolesLosses(source, 'OBELICS', 'one text')]
  return { lines: [{ file, text: JSON.stringify(row), image, otherImages: others, shapes: () => [] }], report }
}

/** The dialogue's id, where we wrote the document. */
function idOf(row: Readonly<Record<string, unknown>>): string | null {
  return /"url":"deixis:([^"\\]*)"/.exec(asText(row.general_metadata))?.[1] ?? null
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const [images, texts] = [asList(row?.images), asList(row?.texts)]
  const fail = (message: string): Read => noRecord(message, place)
  if (row === null || images === null || texts === null) return fail('The line has no lists images and texts.')
  if (images.length !== texts.length) return fail(`${images.length} images stand beside ${texts.length} texts.`)
  const files: string[] = []
  const parts: DraftPart[] = []
  for (const [index, name] of images.entries()) {
    const text = texts[index]
    if (typeof name === 'string' && text === null) parts.push({ kind: 'image', image: files.push(name) - 1 })
    else if (typeof text === 'string' && name === null) {
      const isNext = parts.at(-1)?.kind === 'text'
      parts.push({ kind: 'text', text: isNext ? `\n\n${text}` : text })
    } else return fail(`Entry ${index + 1} is neither a picture nor a text, or both.`)
  }
  const words = { files, turns: [{ role: 'assistant', parts }], kind: 'caption', id: idOf(row) } as const
  return wordsRecord(words, row, ['images', 'texts', 'metadata', 'general_metadata'], place, context)
}

/** OBELICS documents: pictures and texts in reading order. */
export const obelics: Format = {
  id: 'obelics-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'No coordinates',
  files: [{ name: file, about: 'An interleaved document a line', layout: { kind: 'lines' } }],
  can: { ...wordsAlone, severalImages: true },
  pictures: 'named',
  lossless: false,
  stateless: true,
  open: (context): WriteSession => ({ writeDialogue: (source) => write(source, context) }),
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}
