import type { ImageFile } from '../../dialogue/image.ts'
import { type Format, pictureAddress, type WriteContext, type WriteSession, type Written } from '../format.ts'
import { asList, asNumber, asRecord, asText } from '../import/json-field.ts'
import type { DraftPart } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { paragraphs, plainPieces, regionLosses } from './plain-words.ts'
import { noRecord, rolesLosses, wordsAlone, wordsRecord } from './words-alone.ts'

const file = 'mmc4.jsonl'
const insideFile = 'mmc4-inside.jsonl'

/** OpenFlamingo leaves out pictures of fewer bytes. */
const leastBytes = 11_000

type Placed = { readonly image: ImageFile; readonly text: number }

/** The sentences, and each picture with the sentence in front of which it stands. */
function documentOf(source: DialogueSource): { texts: string[]; placed: Placed[] } {
  const texts: string[] = []
  const placed: Placed[] = []
  for (const piece of paragraphs(source.turns.flatMap((turn) => plainPieces(turn, source)))) {
    if (piece.kind === 'text') texts.push(piece.text)
    else if (!placed.some(({ image }) => image.id === piece.image.id)) {
      placed.push({ image: piece.image, text: texts.length })
    }
  }
  const unplaced = source.images.filter(({ id }) => !placed.some(({ image }) => image.id === id))
  const all = [...unplaced.map((image, index) => ({ image, text: index })), ...placed]
  return { texts, placed: all.map((one) => ({ ...one, text: Math.min(one.text, texts.length - 1) })) }
}

function write(source: DialogueSource, { fileOf }: WriteContext, isInside: boolean): Written {
  const [image, ...otherImages] = source.images
  if (image === undefined) return { lines: [], report: [] }
  const { texts, placed } = documentOf(source)
  const report = regionLosses(source, 'MMC4')
  if (texts.length === 0) {
    report.push(reportOn(source, 'loss', 'no-text', 'The dialogue is left out: it has no words besides its regions.'))
    return { lines: [], report }
  }
  report.push(...rolesLosses(source, 'MMC4', 'sentences'))
  if (new Set(placed.map(({ text }) => text)).size < placed.length) {
    const message = 'Several pictures belong to one sentence: OpenFlamingo keeps one of them.'
    report.push(reportOn(source, 'warning', 'image-shared-text', message))
  }
  const row = {
    url: `deixis:${source.dialogue.id}`,
    text_list: texts,
    image_info: placed.map((one) => ({
      image_name: fileOf(one.image),
      raw_url: '',
      matched_text_index: one.text,
      matched_sim: 1,
      ...(isInside ? { image_base64: pictureAddress(source.images.indexOf(one.image)) } : {}),
    })),
    similarity_matrix: placed.map((one) => texts.map((_, index) => (index === one.text ? 1 : 0))),
    could_have_url_duplicate: 0,
  }
  const small = isInside ? placed.find((one) => one.image.bytes > 0 && one.image.bytes < leastBytes) : undefined
  if (small !== undefined) {
    const message = `${small.image.path} has less than ${leastBytes} bytes: OpenFlamingo leaves it out.`
    report.push(reportOn(source, 'warning', 'small-picture', message))
  }
  const name = isInside ? insideFile : file
  return { lines: [{ file: name, text: JSON.stringify(row), image, otherImages, shapes: () => [] }], report }
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const [texts, infos] = [asList(row?.text_list), asList(row?.image_info)]
  const fail = (message: string): Read => noRecord(message, place)
  if (row === null || texts === null || infos === null) return fail('The line has no text_list and image_info.')
  if (!texts.every((text) => typeof text === 'string')) return fail('text_list holds something else than texts.')
  const pictures = infos.map((one) => {
    const info = asRecord(one)
    return { name: asText(info?.image_name) || asText(info?.raw_url), text: asNumber(info?.matched_text_index) }
  })
  const bad = pictures.findIndex(({ name, text }) => name === '' || text === null || text < 0 || text >= texts.length)
  if (bad >= 0) return fail(`image_info[${bad}] names no picture, or no sentence.`)
  const parts = texts.flatMap((text, index): DraftPart[] => [
    ...pictures.flatMap((one, image) => (one.text === index ? [{ kind: 'image' as const, image }] : [])),
    { kind: 'text', text: `${index > 0 ? '\n\n' : ''}${text as string}` },
  ])
  const id = /^deixis:(.+)$/.exec(asText(row.url))?.[1] ?? null
  const files = pictures.map(({ name }) => name)
  const known = ['url', 'text_list', 'image_info', 'similarity_matrix', 'could_have_url_duplicate']
  const words = { files, turns: [{ role: 'assistant', parts }], kind: 'caption', id } as const
  return wordsRecord(words, row, known, place, context)
}

/** MMC4 documents as OpenFlamingo reads them: sentences, and pictures with the sentence each stands in front of. */
export const mmc4: Format = {
  id: 'mmc4-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'No coordinates',
  files: [
    {
      name: file,
      about: 'A document a line, pictures by name; OpenFlamingo’s convert_mmc4_to_wds.py puts them inside',
      layout: { kind: 'lines' },
    },
  ],
  can: { ...wordsAlone, severalImages: true },
  pictures: 'named',
  consumer: { orientation: 'ignored' },
  lossless: false,
  stateless: true,
  open: (context): WriteSession => ({ writeDialogue: (source) => write(source, context, false) }),
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}

/** The same documents with the pictures inside, as OpenFlamingo's loader takes them out of its shards. */
export const mmc4Inside: Format = {
  ...mmc4,
  id: 'mmc4-inside-jsonl',
  files: [
    {
      name: insideFile,
      about: 'A document a line, pictures as base64; put the lines into the json members of OpenFlamingo’s shards',
      layout: { kind: 'data-urls', isBare: true },
    },
  ],
  pictures: 'inside',
  open: (context): WriteSession => ({ writeDialogue: (source) => write(source, context, true) }),
  // They are read as the others are.
  reader: null,
}
