import type { DialectShape } from '../../dialects/dialect.ts'
import type { Shape } from '../../dialogue/region.ts'
import { pythonFixed } from '../../geometry/rounding.ts'
import { cvatElement } from '../cvat-element.ts'
import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { importCvat } from '../import/cvat.ts'
import type { Corner } from '../import/imported.ts'
import { withoutDefaults } from '../import/silent-fields.ts'
import { readImported } from '../read-imported.ts'
import type { ReadContext, ReadSession } from '../reader.ts'
import { keepRegions, type RegionNeeds } from '../region-losses.ts'
import { escapeXml, legalXml } from '../xml-text.ts'

const file = 'annotations.xml'
const needs: RegionNeeds = {
  name: 'CVAT',
  kinds: ['point', 'box', 'polygon'],
  label: true,
  area: false,
  legal: legalXml,
}
const head = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
const foot: WrittenLine = { file, text: '</annotations>', image: null, shapes: () => [] }

function elementOf(shape: Shape, label: string): string {
  if (shape.kind !== 'polygon') return cvatElement(shape, label)
  const points = shape.points.map(({ x, y }): Corner => [x, y])
  return cvatElement({ kind: 'polygon', points, closed: true }, label)
}

/** The shape with the two decimals that are written. */
function twoDecimals(shape: Shape): DialectShape {
  const two = (value: number): number => Number(pythonFixed(value, 2))
  if (shape.kind === 'point') return { kind: 'point', x: two(shape.x), y: two(shape.y) }
  if (shape.kind === 'polygon') return { ...shape, points: shape.points.map(({ x, y }) => ({ x: two(x), y: two(y) })) }
  return { kind: 'box', x1: two(shape.x1), y1: two(shape.y1), x2: two(shape.x2), y2: two(shape.y2) }
}

function write({ fileOf }: WriteContext): WriteSession {
  let count = 0
  return {
    writePicture(source) {
      const { image } = source
      const { regions, report } = keepRegions(source, needs)
      const name = escapeXml(legalXml(fileOf(image)))
      const elements = regions.map(({ shape, label }) => ` ${elementOf(shape, label)}\n`).join('')
      const start = count === 0 ? head : ''
      const text = `${start}<image id="${count}" name="${name}" width="${image.width}" height="${image.height}">\n${elements}</image>`
      count++
      return { lines: [{ file, text, image, shapes: () => regions.map(({ shape }) => twoDecimals(shape)) }], report }
    },
    end: () => (count === 0 ? [] : [foot]),
  }
}

const defaults = { occluded: '0', z_order: '0', source: 'manual' }

function read(context: ReadContext): ReadSession {
  return {
    read({ text, place }) {
      const tree = context.parseXml(text)
      if (tree.ok) return readImported(withoutDefaults(importCvat(tree.value), defaults), place, context)
      const message = `${tree.error}.`
      return { records: [], report: [{ severity: 'error', code: 'not-xml', message, ...place }], unknown: [] }
    },
  }
}

/** “CVAT for images 1.1”: one XML file, two decimals. */
export const cvat: Format = {
  id: 'cvat',
  takes: 'pictures',
  dialects: [],
  frame: () => 'Pixels of the upright picture, two decimals',
  files: [{ name: file, about: 'CVAT for images 1.1', layout: { kind: 'lines' } }],
  can: { points: true, boxes: true, polygons: true, dialogue: false, severalImages: false, loss: false },
  pictures: 'named',
  consumer: { orientation: 'applied' },
  lossless: false,
  stateless: false,
  open: write,
  reader: { layout: { kind: 'whole', first: [], files: ['*.xml'] }, stateless: true, open: read },
}
