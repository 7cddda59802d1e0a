import type { DialectShape } from '../../dialects/dialect.ts'
import type { Shape } from '../../dialogue/region.ts'
import { polygonBounds } from '../../geometry/polygon.ts'
import { roundHalfEven } from '../../geometry/rounding.ts'
import { baseName, fileStem } from '../file-stem.ts'
import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { withoutDefaults } from '../import/silent-fields.ts'
import { importVoc, type VocCorners } from '../import/voc.ts'
import { readImported } from '../read-imported.ts'
import type { ReadContext, ReadSession } from '../reader.ts'
import { keepRegions, type RegionNeeds } from '../region-losses.ts'
import { escapeXml, legalXml } from '../xml-text.ts'
import { pictureOfStem } from './picture-of-stem.ts'

const needs: RegionNeeds = { name: 'Pascal VOC', kinds: ['box', 'polygon'], label: true, area: true, legal: legalXml }

type WholeBox = Extract<DialectShape, { kind: 'box' }>

/** The box in whole pixels, counted as edges from zero; null when nothing is left of it. */
function wholeBox(shape: Shape): WholeBox | null {
  if (shape.kind === 'point') return null
  const box = shape.kind === 'box' ? shape : polygonBounds(shape.points)
  if (box === null) return null
  const [x1, y1, x2, y2] = [box.x1, box.y1, box.x2, box.y2].map((value) => roundHalfEven(value) + 0)
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null
  return x1 < x2 && y1 < y2 ? { kind: 'box', x1, y1, x2, y2 } : null
}

/** The original VOC counts pixels from one and names the last one inside; `edges` counts the lines between pixels from zero. */
function write({ fileOf, labels }: WriteContext, corners: VocCorners): WriteSession {
  const first = corners === 'pixels' ? 1 : 0
  const stems: string[] = []
  return {
    writePicture(source) {
      const { image } = source
      const stem = fileStem(image.path)
      const file = `Annotations/${stem}.xml`
      if (!labels.claim(file)) {
        const message = `Another picture is called ${stem} too: VOC keeps one file for that name.`
        return { lines: [], report: [{ severity: 'error', code: 'name-twice', message, imageId: image.id }] }
      }
      const { regions, report: losses } = keepRegions(source, needs)
      const report = [...losses]
      let [outlines, thin] = [0, 0]
      const shapes: WholeBox[] = []
      const objects = regions.map(({ shape, label }) => {
        const box = wholeBox(shape)
        if (box === null) {
          thin++
          return ''
        }
        if (shape.kind === 'polygon') outlines++
        shapes.push(box)
        return `  <object>
    <name>${escapeXml(label)}</name>
    <pose>Unspecified</pose>
    <truncated>0</truncated>
    <difficult>0</difficult>
    <bndbox><xmin>${box.x1 + first}</xmin><ymin>${box.y1 + first}</ymin><xmax>${box.x2}</xmax><ymax>${box.y2}</ymax></bndbox>
  </object>\n`
      })
      const place = { severity: 'loss' as const, imageId: image.id }
      if (thin > 0) {
        const message = `${thin} ${thin === 1 ? 'box is' : 'boxes are'} left out: less than a whole pixel wide or high.`
        report.push({ ...place, code: 'no-area', message })
      }
      if (outlines > 0) {
        const message = `${outlines} ${outlines === 1 ? 'outline' : 'outlines'}: only the boxes around them are written.`
        report.push({ ...place, code: 'outline-lost', message })
      }
      const path = legalXml(fileOf(image)).replaceAll('\\', '/')
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
      const text = `<annotation>
  <folder>${escapeXml(folder)}</folder>
  <filename>${escapeXml(baseName(path))}</filename>
  <size><width>${image.width}</width><height>${image.height}</height><depth>3</depth></size>
  <segmented>0</segmented>
${objects.join('')}</annotation>\n`
      stems.push(stem)
      return { lines: [{ file, text, image, shapes: () => shapes }], report }
    },
    end: (): readonly WrittenLine[] => [
      { file: 'ImageSets/Main/train.txt', text: stems.join('\n'), image: null, shapes: () => [] },
    ],
  }
}

const defaults = { pose: 'Unspecified', truncated: '0', difficult: '0', occluded: '0' }

function read(context: ReadContext, corners: VocCorners): ReadSession {
  return {
    read({ text, place }) {
      const tree = context.parseXml(text)
      if (!tree.ok) {
        return {
          records: [],
          report: [{ severity: 'error', code: 'not-xml', message: `${tree.error}.`, ...place }],
          unknown: [],
        }
      }
      const imported = withoutDefaults(importVoc(tree.value, corners), defaults)
      const folder = tree.value.children.find(({ name }) => name === 'folder')?.text.trim() ?? ''
      const picture = (name: string) =>
        (folder === '' || name === '' ? null : context.picture(`${folder}/${name}`)) ??
        context.picture(name) ??
        pictureOfStem(fileStem(place.file.replaceAll('\\', '/')), context)
      return readImported(imported, place, { ...context, picture })
    },
  }
}

/** Pascal VOC: an XML file for each picture, boxes in whole pixels as edges from zero, as most tools write them today. */
export const voc: Format = {
  id: 'voc',
  takes: 'pictures',
  dialects: [],
  frame: () => 'Whole pixels of the upright picture, edges counted from zero (not 1-based inclusive)',
  files: [
    { name: 'Annotations/*.xml', about: 'One file for each picture', layout: { kind: 'whole' } },
    { name: 'ImageSets/Main/train.txt', about: 'The pictures, by name without suffix', layout: { kind: 'whole' } },
  ],
  can: { points: false, boxes: true, polygons: false, dialogue: false, severalImages: false, loss: false },
  pictures: 'beside',
  lossless: false,
  stateless: false,
  splitFile: (file, split) => (file.startsWith('ImageSets/') ? `ImageSets/Main/${split}.txt` : file),
  pictureFolder: () => 'images',
  open: (context) => write(context, 'edges'),
  reader: {
    layout: { kind: 'whole', first: [], files: ['*.xml'] },
    stateless: true,
    open: (context) => read(context, 'edges'),
  },
}

/** Pascal VOC as the original devkit counts: a corner of 1 is the first pixel, and both corners lie inside. */
export const vocPixels: Format = {
  ...voc,
  id: 'voc-pixels',
  frame: () => 'Whole pixels of the upright picture, counted from one, both corners inside the box',
  open: (context) => write(context, 'pixels'),
  reader: {
    layout: { kind: 'whole', first: [], files: ['*.xml'] },
    stateless: true,
    open: (context) => read(context, 'pixels'),
  },
}
