import type { ExportOptions } from '../../api/dataset.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import { assertNever } from '../../result.ts'
import { baseName, fileStem } from '../file-stem.ts'
import type { Format, WriteContext, WriteSession } from '../format.ts'
import { importLabelMe } from '../import/label-me.ts'
import { keepRegions, type RegionNeeds } from '../region-losses.ts'
import { openJsonFileReader } from './json-file-reader.ts'

const needs: RegionNeeds = { name: 'LabelMe', kinds: ['point', 'box', 'polygon'], label: false, area: false }

/** One of `shapes` as JSON, in pixels. */
function labelMeShape(shape: DialectShape, label: string): string {
  const write = (type: string, points: string): string =>
    `{"label":${JSON.stringify(label)},"points":[${points}],"group_id":null,"description":"","shape_type":"${type}","flags":{},"mask":null}`
  switch (shape.kind) {
    case 'point':
      return write('point', `[${shape.x},${shape.y}]`)
    case 'box':
      return write('rectangle', `[${shape.x1},${shape.y1}],[${shape.x2},${shape.y2}]`)
    case 'polygon':
      return write('polygon', shape.points.map(({ x, y }) => `[${x},${y}]`).join(','))
    default:
      return assertNever(shape)
  }
}

/**
 * How the JSON names its picture: by base name where both lie, or shall lie, in one folder; from the folder of a split by the way to the
 * copies.
 */
export function imagePath(path: string, stem: string, { images, split }: ExportOptions): string {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return path
  return split === undefined || images === 'none' ? baseName(path) : '../'.repeat(stem.split('/').length) + path
}

function write({ fileOf, labels, options }: WriteContext): WriteSession {
  return {
    writePicture(source) {
      const { image } = source
      const stem = fileStem(image.path)
      const file = `images/${stem}.json`
      if (!labels.claim(file)) {
        const message = `Another picture is called ${stem} too: LabelMe keeps one file for that name.`
        return { lines: [], report: [{ severity: 'error', code: 'name-twice', message, imageId: image.id }] }
      }
      const { regions, report } = keepRegions(source, needs)
      const shapes = regions.map(({ shape, label }) => labelMeShape(shape, label)).join(',')
      const text = `{"version":"5.5.0","flags":{},"shapes":[${shapes}],"imagePath":${JSON.stringify(imagePath(fileOf(image), stem, options))},"imageData":null,"imageHeight":${image.height},"imageWidth":${image.width}}`
      return { lines: [{ file, text, image, shapes: () => regions.map(({ shape }) => shape) }], report }
    },
  }
}

/** LabelMe: a JSON file for each picture, to lie beside it. */
export const labelMe: Format = {
  id: 'labelme',
  takes: 'pictures',
  dialects: [],
  frame: () => 'Pixels of the upright picture, floats',
  files: [{ name: 'images/*.json', about: 'One file for each picture, beside it', layout: { kind: 'whole' } }],
  can: { points: true, boxes: true, polygons: true, dialogue: false, severalImages: false, loss: false },
  pictures: 'beside',
  consumer: { orientation: 'applied' },
  lossless: false,
  stateless: false,
  splitFile: (file, split) => file.replace(/^images\//, `${split}/`),
  pictureFolder: () => 'images',
  open: write,
  reader: {
    layout: { kind: 'whole', first: [], files: ['*.json'] },
    stateless: true,
    open: (context) => openJsonFileReader(importLabelMe, context),
  },
}
