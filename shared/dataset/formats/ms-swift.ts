import type { DialectShape } from '../../dialects/dialect.ts'
import { shapeBounds, shapeNumbers } from '../../dialects/mention.ts'
import type { Shape } from '../../dialogue/region.ts'
import { ok } from '../../result.ts'
import type { Format, WriteContext, Written } from '../format.ts'
import { hasErrors, reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { readSwiftRow } from './ms-swift-read.ts'
import { swiftMarks, writeSwiftRow } from './ms-swift-row.ts'
import { rowReader } from './row-reader.ts'
import { writeTurns } from './write-turns.ts'

const file = 'ms-swift.jsonl'

function writeLine(source: DialogueSource, { fileOf, isTaught }: WriteContext): Written {
  const ref: string[] = []
  const bbox: number[][] = []
  const shown: { shape: DialectShape; image: number }[] = []
  let isLabelNamed = false
  const written = writeTurns(source, {
    marks: swiftMarks,
    hazards: () => [],
    phrases: 'blank-outside',
    isTaught,
    mention({ regions, imageIndex, phrase }, note) {
      for (const region of regions) {
        let shape: Shape = region.shape
        if (shape.kind === 'polygon') {
          note('loss', 'outline-lost', `R${region.number} is a polygon; the box around it is written.`)
          const around = shapeBounds(shape)
          if (around !== null) shape = { kind: 'box', ...around }
        }
        bbox.push(shapeNumbers(shape))
        shown.push({ shape, image: imageIndex })
      }
      const lost = regions.find(({ label }) => label !== '' && label !== phrase)
      if (lost !== undefined && !isLabelNamed) {
        isLabelNamed = true
        note('loss', 'label-lost', `ms-swift has no place for what regions are called, as in “${lost.label}”.`)
      }
      if (phrase !== undefined) ref.push(phrase)
      return ok(`${phrase === undefined ? '' : '<ref-object>'}${'<bbox>'.repeat(regions.length)}`)
    },
  })
  const report = [...written.report]
  const [image, ...otherImages] = written.images
  if (image === undefined || written.isLeftOut || hasErrors(report)) return { lines: [], report }
  for (const { shape, image: at } of shown) {
    const size = written.images[at]
    const isOut = shapeNumbers(shape).some(
      (value, index) => value < 0 || value > ((index % 2 === 0 ? size?.width : size?.height) ?? 0),
    )
    if (!isOut) continue
    const message = 'A region sticks out of the picture, and ms-swift would write numbers beyond 1000.'
    report.push(reportOn(source, 'error', 'out-of-range', message))
    return { lines: [], report }
  }
  const isElsewhere = shown.some((one) => one.image > 0)
  const row = writeSwiftRow(written.images.map(fileOf), written.turns, {
    objects: { ref, bbox, ...(isElsewhere ? { image_id: shown.map((one) => one.image) } : {}) },
  })
  const shapes = (): DialectShape[] => shown.filter((one) => one.image === 0).map((one) => one.shape)
  return { lines: [{ file, text: JSON.stringify(row), image, otherImages, shapes }], report }
}

/**
 * ms-swift's lines with regions as data: pixels of the upright picture, which ms-swift turns into whatever its model wants. Source:
 * Custom-dataset.md of modelscope/ms-swift @ 3602360. Not for Florence-2 and PaliGemma, whose tokens it writes wrong or not at all.
 */
export const msSwift: Format = {
  id: 'ms-swift-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'Pixels of the upright picture, boxes by their corners; ms-swift converts them for its model',
  files: [{ name: file, about: 'Standard messages with objects for --dataset of ms-swift', layout: { kind: 'lines' } }],
  can: { points: true, boxes: true, polygons: false, dialogue: true, severalImages: true, loss: true },
  pictures: 'named',
  lossless: true,
  stateless: true,
  consumer: { orientation: 'ignored' },
  open: (context) => ({ writeDialogue: (source) => writeLine(source, context) }),
  reader: rowReader({ kind: 'lines' }, readSwiftRow),
}
