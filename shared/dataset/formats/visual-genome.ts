import type { Format } from '../format.ts'
import { asId, asList, asRecord } from '../import/json-field.ts'
import { importVisualGenome } from '../import/visual-genome.ts'
import { readImported } from '../read-imported.ts'
import type { Place, Read, ReadContext, ReadSession } from '../reader.ts'
import { readOnly } from './read-only.ts'

const nothing: Read = { records: [], report: [], unknown: [] }

/** What the picture's data say besides its name and size, which nobody minds losing. */
const silent = new Set(['url', 'coco_id', 'flickr_id'])

function read(context: ReadContext): ReadSession {
  const images = new Map<string, unknown>()
  const waiting: { readonly value: unknown; readonly place: Place }[] = []

  function idOf(value: unknown): string {
    const record = asRecord(value)
    const first = asRecord(asList(record?.regions)?.[0])
    return asId(record?.id) ?? asId(record?.image_id) ?? asId(first?.image_id) ?? asId(first?.image) ?? ''
  }
  function finish(value: unknown, place: Place): Read {
    const id = idOf(value)
    const image = images.get(id) ?? knownImage(id)
    const imported = importVisualGenome([value], image === null ? [] : [image])
    const found = readImported(imported, place, context)
    return { ...found, unknown: found.unknown.filter((name) => !silent.has(name)) }
  }
  /** A picture of the project that is called after the id, where `image_data` is not at hand. */
  function knownImage(id: string): unknown {
    const image = id === '' ? null : context.picture(`${id}.jpg`)
    return image === null ? null : { image_id: id, width: image.width, height: image.height, url: image.path }
  }

  return {
    read({ value, place }) {
      if (asList(asRecord(value)?.regions) === null) {
        const id = asId(asRecord(value)?.image_id) ?? asId(asRecord(value)?.id)
        if (id !== null) {
          images.set(id, value)
          return nothing
        }
      }
      const id = idOf(value)
      if (images.has(id) || knownImage(id) !== null) return finish(value, place)
      waiting.push({ value, place })
      return nothing
    },
    *end() {
      for (const { value, place } of waiting) yield finish(value, place)
    },
  }
}

/** Visual Genome: `image_data.json` and `region_descriptions.json`, phrases as labels of their boxes. */
export const visualGenome: Format = {
  ...readOnly,
  id: 'visual-genome',
  files: [
    { name: 'image_data.json', about: 'Sizes and names of pictures', layout: { kind: 'list' } },
    { name: 'region_descriptions.json', about: 'Boxes and phrases', layout: { kind: 'list' } },
  ],
  frame: () => 'Whole pixels of the upright picture: left, top, width, height',
  reader: { layout: { kind: 'list', first: ['image_data.json'] }, stateless: false, open: read },
}
