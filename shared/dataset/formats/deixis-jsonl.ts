import type { ImageFile } from '../../dialogue/image.ts'
import type { Format, Written } from '../format.ts'
import { type DeixisRecord, readRecord, recordImage, writeRecord } from '../record.ts'
import { regionsCarried } from '../regions-carried.ts'

const file = 'deixis.jsonl'

function lineOf(record: DeixisRecord, image: ImageFile, isCanonical = false): Written {
  const shapes = () => record.regions.filter((region) => region.imageId === image.id).map((region) => region.shape)
  return { lines: [{ file, text: writeRecord(record, isCanonical), image, shapes }], report: [] }
}

/** Without a set for the short lists that nearly all are: files have a million. */
function firstTwice(list: readonly { readonly id: string }[]): string | null {
  if (list.length > 16) {
    const ids = new Set<string>()
    return list.find(({ id }) => ids.size === ids.add(id).size)?.id ?? null
  }
  for (let at = 1; at < list.length; at++) {
    const id = list[at]?.id
    for (let before = 0; before < at; before++) if (id !== undefined && list[before]?.id === id) return id
  }
  return null
}

/** An id that two turns, or two regions, of one record have: whoever keeps them by id would keep one. */
function idTwice(record: DeixisRecord): string | null {
  return firstTwice(record.regions) ?? (record.kind === 'dialogue' ? firstTwice(record.turns) : null)
}

/** Deixis' own JSONL: one dialogue a line, then the regions that no dialogue carries, one picture a line. Nothing is lost. */
export const deixisJsonl: Format = {
  id: 'deixis-jsonl',
  takes: 'both',
  dialects: [],
  frame: () =>
    'Pixels of the upright picture (EXIF orientation applied), floats, origin top left; boxes by their corners',
  files: [
    {
      name: file,
      about: 'One dialogue a line, then one picture a line with the regions that no dialogue carries',
      layout: { kind: 'lines' },
    },
  ],
  can: { points: true, boxes: true, polygons: true, dialogue: true, severalImages: true, loss: true, captions: true },
  pictures: 'named',
  lossless: true,
  stateless: true,
  isOwn: true,
  open: ({ fileOf }) => ({
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const images = source.images.map((one) => recordImage(one, fileOf(one)))
      const { dialogue, turns } = source
      const record = { deixis: 1, kind: 'dialogue', dialogue, images, regions: regionsCarried(source), turns } as const
      return lineOf({ ...record, turns: [...turns] }, image, source.isCanonical)
    },
    writePicture: ({ image, regions }) =>
      lineOf({ deixis: 1, kind: 'image', image: recordImage(image, fileOf(image)), regions: [...regions] }, image),
  }),
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: () => ({
      read({ value, place }) {
        const read = readRecord(value)
        const twice = read.ok ? idTwice(read.value) : null
        if (read.ok && twice === null) return { records: [read.value], report: [], unknown: [], isCanonical: true }
        const [code, message] = read.ok
          ? ['duplicate-id', `Two turns, or two regions, of the record have the id ${twice}.`]
          : ['bad-record', `${read.error}.`]
        return { records: [], report: [{ severity: 'error', code, message, ...place }], unknown: [] }
      },
    }),
  },
}
