import * as v from 'valibot'
import {
  checkSwiftObjects,
  renderSwiftRow,
  type SwiftRow,
  swiftFamilies,
  swiftMarks,
  writeSwiftRow,
} from '../../../shared/dataset/formats/ms-swift-row.ts'
import { findMark } from '../../../shared/dataset/formats/pictured-turn.ts'
import { shapeNumbers } from '../../../shared/dialects/mention.ts'
import { swiftQwen25Numbers } from '../../../shared/dialects/qwen25-vl.ts'
import { roundHalfEven } from '../../../shared/geometry/rounding.ts'
import { smartResize } from '../../../shared/geometry/smart-resize.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { type OpDialogue, opDialogue, opTurns } from './op-dialogue.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

/** Those of `qwen_vl_utils`, which ms-swift calls. */
const limits = { factor: 28, minPixels: 4 * 28 ** 2, maxPixels: 16384 * 28 ** 2 }

/** The numbers that ms-swift makes of a box: thousandths that are not clamped, or pixels of the resized picture. */
function numbersIn(family: string, box: readonly number[], size: Size): number[] {
  const [x = 0, y = 0, x2, y2] = box
  if (family !== 'qwen2.5-vl') {
    return box.map((value, index) => roundHalfEven((value / (index % 2 === 0 ? size.width : size.height)) * 1000))
  }
  const resized = smartResize(size, limits, 'utils')
  if (!resized.ok) throw new CaseProblem(resized.error)
  const shape =
    x2 === undefined || y2 === undefined
      ? ({ kind: 'point', x, y } as const)
      : ({ kind: 'box', x1: x, y1: y, x2, y2 } as const)
  return swiftQwen25Numbers(shape, size, resized.value)
}

function lineOf(dialogue: OpDialogue): SwiftRow {
  const ref: string[] = []
  const bbox: number[][] = []
  const turns = opTurns(dialogue, ({ text, regions }) => {
    ref.push(text)
    for (const index of regions) {
      const shape = dialogue.regions[index]
      if (shape === undefined) throw new CaseProblem(`the case has no region ${index}`)
      bbox.push(shapeNumbers(shape))
    }
    return `<ref-object>${'<bbox>'.repeat(regions.length)}`
  })
  const files = dialogue.images.map(({ path }) => path)
  return writeSwiftRow(files, turns, { system: dialogue.system, objects: { ref, bbox } })
}

function line(vector: OpCase): Check[] {
  const dialogue = opDialogue(vector)
  const mark = findMark(opTurns(dialogue), swiftMarks)
  if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: mark !== null }]
  const row = lineOf(dialogue)
  const checks = fieldChecks(vector, { expected_line: () => row })
  if (vector.rendered === undefined) return checks
  const rendered = field(vector, 'rendered', v.record(v.string(), v.array(v.string())))
  const families = Object.entries(rendered).map(([name, expected]): Check => {
    const family = Object.hasOwn(swiftFamilies, name) ? swiftFamilies[name] : undefined
    if (family === undefined) throw new CaseProblem(`the family ${name} is not known`)
    const received = renderSwiftRow(row, family, (box, image) => {
      const size = dialogue.images[image]
      if (size === undefined) throw new CaseProblem(`the case has no picture ${image}`)
      return numbersIn(name, box, size)
    })
    return { what: name, expected, received }
  })
  return [...checks, ...families]
}

/** How each operation of `ms-swift.json` is run. */
export const msSwiftOps: OpTable = {
  line,
  check: (vector) => {
    const checked = checkSwiftObjects(field(vector, 'objects', v.record(v.string(), v.unknown())))
    if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: !checked.ok }]
    return fieldChecks(vector, { expected: () => (checked.ok ? checked.value : checked.error) })
  },
}
