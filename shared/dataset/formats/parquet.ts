import { regionsMentioned } from '../audit.ts'
import type { Format, WriteContext, WriteSession } from '../format.ts'
import { asList, asRecord, asText, parseJson } from '../import/json-field.ts'
import { makeRecords } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { readSampleJson, sampleJson } from './sample-json.ts'

const file = 'train.parquet'

function write({ fileOf }: WriteContext): WriteSession {
  return {
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const { json, pictures, report } = sampleJson(source, fileOf)
      if (report.length > 0) return { lines: [], report }
      const { images, ...row } = json
      const sizes = JSON.stringify(images)
      const text = JSON.stringify({ ...row, images_json: sizes })
      const shapes = () =>
        regionsMentioned(source.turns, source.regions)
          .filter(({ imageId }) => imageId === image.id)
          .map(({ shape }) => shape)
      const line = { file, text, image, otherImages: source.images.slice(1), shapes, pictures: { images: pictures } }
      return { lines: [line], report }
    },
  }
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const fail = (code: string, message: string): Read => ({
    records: [],
    report: [{ severity: 'error', code, message, ...place }],
    unknown: [],
  })
  if (row === null) return fail('bad-record', 'The row is no object.')
  if (typeof row.problem === 'string') return fail('damaged', `${row.problem}.`)
  const stored = asList(row.images) ?? []
  const images = typeof row.images_json === 'string' ? parseJson(row.images_json) : stored.map(() => ({}))
  const name = (index: number): string =>
    asText(asRecord(stored[index])?.path) || `${place.file}/${place.line}.${index}`
  const draft = readSampleJson({ ...row, images }, name)
  return typeof draft === 'string' ? fail('bad-record', `${draft}.`) : makeRecords(draft, place, context)
}

/** Parquet with pictures inside, as HF `datasets` shows them: messages, regions in pixels as JSON in a text. */
export const parquet: Format = {
  id: 'parquet',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'Pixels of the upright picture, floats, in regions_json',
  files: [
    {
      name: file,
      about: 'A dialogue a row with its pictures, for load_dataset("parquet")',
      layout: {
        kind: 'parquet',
        columns: [
          { name: 'id', type: 'text' },
          { name: 'messages', type: 'messages' },
          { name: 'regions_json', type: 'json' },
          { name: 'images_json', type: 'json' },
          { name: 'images', type: 'pictures' },
        ],
      },
    },
  ],
  can: { points: true, boxes: true, polygons: true, dialogue: true, severalImages: true, loss: false, captions: true },
  pictures: 'inside',
  lossless: false,
  stateless: false,
  splitFile: (name, split) => name.replace(/^train/, split),
  open: write,
  reader: {
    layout: { kind: 'parquet' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}
