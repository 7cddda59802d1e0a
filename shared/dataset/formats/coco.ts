import type { ReportLine } from '../../api/dataset.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { createCocoReader } from '../import/coco.ts'
import { createImportLog } from '../import/import-log.ts'
import type { ImportedPicture } from '../import/imported.ts'
import { asId, asRecord } from '../import/json-field.ts'
import { readImported } from '../read-imported.ts'
import type { Place, Read, ReadContext, ReadSession } from '../reader.ts'
import { classNameFor, keepRegions, type RegionNeeds } from '../region-losses.ts'
import { cocoAnnotation } from './coco-annotation.ts'
import { noRecord } from './words-alone.ts'

const file = 'annotations/instances.json'
const needs: RegionNeeds = { name: 'COCO', kinds: ['box', 'polygon'], label: true, area: true }

function write({ fileOf, labels }: WriteContext): WriteSession {
  let imageId = 0
  let annotationId = 0
  return {
    writePicture(source) {
      const { image } = source
      const { regions, report } = keepRegions(source, needs)
      const id = ++imageId
      const picture = { id, file_name: fileOf(image), width: image.width, height: image.height }
      const shapes: DialectShape[] = []
      const lines: WrittenLine[] = [
        { file, array: 'images', text: JSON.stringify(picture), image, shapes: () => shapes },
      ]
      for (const { shape, label } of regions) {
        const text = cocoAnnotation(annotationId + 1, id, labels.number(label) + 1, shape)
        if (text === null) continue
        annotationId++
        shapes.push(shape)
        lines.push({ file, array: 'annotations', text, image: null, shapes: () => [shape] })
      }
      return { lines, report }
    },
    end: () =>
      labels.names.map((name, index) => ({
        file,
        array: 'categories',
        text: JSON.stringify({ id: index + 1, name, supercategory: '' }),
        image: null,
        shapes: () => [],
      })),
  }
}

/** What of a picture's outlines no region keeps, in one line. */
function outlineLosses(picture: ImportedPicture, place: Place): ReportLine[] {
  const count = picture.regions.filter((region) => region.outlines !== undefined).length
  if (count === 0) return []
  const message = `${count} ${count === 1 ? 'outline' : 'outlines'} of ${picture.file}: only the boxes are kept.`
  return [{ severity: 'loss', code: 'outline-lost', message, ...place }]
}

const nothing: Read = { records: [], report: [], unknown: [] }
/** Parts of a file whose loss nobody minds. */
const silent = ['', 'images', 'annotations', 'categories', 'info', 'licenses']

function read(context: ReadContext): ReadSession {
  const log = createImportLog()
  const reader = createCocoReader(log, 'ring')
  const places = new Map<string, Place>()
  let last: Place = { file: '', line: 1 }
  const told = (place: Place): Read => readImported({ pictures: [], warnings: log.warnings.splice(0) }, place, context)
  return {
    read({ value, array, place }) {
      last = place
      if (array === undefined) {
        const message = 'It stands in a list of its own: a COCO file is one object with arrays.'
        return noRecord(message, place)
      }
      const id = array === 'images' ? asId(asRecord(value)?.id) : null
      if (id !== null && !places.has(id)) places.set(id, place)
      reader.add(array, value, place.line - 1)
      const found = log.warnings.length === 0 ? nothing : told(place)
      return silent.includes(array) ? found : { ...found, unknown: [array] }
    },
    *end() {
      const pictures = reader.end()
      if (log.warnings.length > 0) yield told(last)
      const classes = reader.classes()
      if (classes !== null) yield { ...nothing, classes }
      for (const one of pictures) {
        // Numbers alone would meet those of other data sets.
        const dialogues = one.dialogues.map((caption) => ({ ...caption, sourceId: `coco-${caption.sourceId ?? ''}` }))
        const picture = { ...one, dialogues }
        const place = places.get(picture.sourceId ?? '') ?? last
        const found = readImported({ pictures: [picture], warnings: [] }, place, context)
        const report = [...found.report, ...outlineLosses(picture, place)]
        yield { ...found, report }
      }
    },
  }
}

/** COCO detection: one JSON file with pictures, boxes and categories. A polygon is written with its box and its outline. */
export const coco: Format = {
  id: 'coco',
  takes: 'pictures',
  dialects: [],
  frame: () => 'Pixels of the upright picture, floats: left, top, width, height, edges counted from zero',
  files: [
    {
      name: file,
      about: 'COCO instances for pycocotools, torchvision, detectron2, mmdetection',
      layout: {
        kind: 'object',
        head: '"info":{"description":"Deixis"},"licenses":[]',
        arrays: ['images', 'annotations', 'categories'],
      },
    },
  ],
  can: { points: false, boxes: true, polygons: true, dialogue: false, severalImages: false, loss: false },
  pictures: 'named',
  className: (label) => classNameFor(needs, label),
  lossless: false,
  stateless: false,
  splitFile: (_, split) => `annotations/instances_${split}.json`,
  pictureFolder: () => 'images',
  open: write,
  reader: { layout: { kind: 'object' }, stateless: false, open: read },
}
