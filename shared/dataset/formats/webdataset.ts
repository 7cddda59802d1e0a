import { regionsMentioned } from '../audit.ts'
import type { Format, TarMember, WriteContext, WriteSession } from '../format.ts'
import { asRecord, asText, parseJson } from '../import/json-field.ts'
import { makeRecords } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { reportOn } from '../report.ts'
import { readSampleJson, sampleJson } from './sample-json.ts'
import { decodeUtf8 } from './utf8.ts'
import { memberNames } from './webdataset-sample.ts'

/** A shard ends where the next sample would make it larger than that, or have more samples. */
const shardBytes = 256 * 2 ** 20
const shardSamples = 10_000

function write({ fileOf }: WriteContext): WriteSession {
  let [index, shard, bytes, samples] = [0, 0, 0, 0]
  /** The picture fields of the first sample; and whether another's were named. */
  let [firstFields, isNamed] = ['', false]
  return {
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const { json, pictures, report } = sampleJson(source, fileOf)
      if (report.length > 0) return { lines: [], report }
      const text = JSON.stringify(json)
      const size = pictures.reduce((sum, one) => sum + one.bytes, text.length)
      if (samples > 0 && (bytes + size > shardBytes || samples >= shardSamples))
        [shard, bytes, samples] = [shard + 1, 0, 0]
      bytes += size
      samples++
      const names = memberNames(
        index++,
        pictures.map(({ path }) => path),
      )
      const members: TarMember[] = pictures.map((picture, at) => ({
        name: names.pictures[at] ?? '',
        content: { picture },
      }))
      members.push({ name: names.json, content: text })
      const fields = names.pictures.map((name) => name.slice(name.indexOf('.') + 1)).join(' ')
      if (firstFields === '') firstFields = fields
      const isOther = !isNamed && fields !== firstFields
      if (isOther) isNamed = true
      const message = `A sample has ${fields}, the first ${firstFields}: HF datasets takes its columns from the first five samples and drops the others.`
      const notes = isOther ? [reportOn(source, 'warning', 'mixed-fields', message)] : []
      const file = `train-${String(shard).padStart(6, '0')}.tar`
      const shapes = () =>
        regionsMentioned(source.turns, source.regions)
          .filter(({ imageId }) => imageId === image.id)
          .map(({ shape }) => shape)
      return { lines: [{ file, text, image, otherImages: source.images.slice(1), shapes, members }], report: notes }
    },
  }
}

function read({ value, members, place }: Piece, context: ReadContext): Read {
  const fail = (code: string, message: string): Read => ({
    records: [],
    report: [{ severity: 'error', code, message, ...place }],
    unknown: [],
  })
  const problem = asText(asRecord(value)?.problem)
  if (problem !== '') return fail('damaged', `${problem}.`)
  const json = members?.json
  if (json === undefined) return fail('bad-record', 'The sample has no json.')
  const pictures = Object.keys(members ?? {}).filter((field) => field !== 'json')
  const parsed = parseJson(decodeUtf8(json) ?? '')
  const name = (index: number): string => `${place.file}/${place.line}.${pictures[index] ?? ''}`
  const draft = readSampleJson(parsed, name)
  return typeof draft === 'string' ? fail('bad-record', `${draft}.`) : makeRecords(draft, place, context)
}

/** WebDataset: tar shards of pictures and JSON, regions in pixels as JSON in a text. */
export const webDataset: Format = {
  id: 'webdataset',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'Pixels of the upright picture, floats, in regions_json',
  files: [
    {
      name: 'train-*.tar',
      about: 'Samples of pictures and json, for webdataset and load_dataset("webdataset")',
      layout: { kind: 'tar' },
    },
  ],
  can: { points: true, boxes: true, polygons: true, dialogue: true, severalImages: true, loss: false, captions: true },
  pictures: 'inside',
  lossless: false,
  stateless: false,
  splitFile: (file, split) => file.replace(/^train/, split),
  open: write,
  reader: { layout: { kind: 'tar' }, stateless: true, open: (context) => ({ read: (piece) => read(piece, context) }) },
}
