import type { ImportedRegion, ImportedShape, ImportWarning } from '../../../shared/dataset/import/imported.ts'
import { maskRows } from '../../../shared/dataset/import/mask.ts'
import { shapeBox } from '../../../shared/dataset/import/shape-box.ts'
import type { Check } from './case.ts'

/** A shape as vector cases write it. */
function caseShape(shape: ImportedShape): Record<string, unknown> {
  const box = shapeBox(shape)
  const around = box === null ? {} : { box: [box.x1, box.y1, box.x2, box.y2] }
  switch (shape.kind) {
    case 'mask': {
      const { left, top, width, height } = shape.mask
      return { kind: 'mask', left, top, width, height, rows: maskRows(shape.mask), ...around }
    }
    case 'ellipse': {
      const { rotation, ...rest } = shape
      return { ...rest, ...(rotation === 0 ? {} : { rotation }), ...around }
    }
    default:
      return { ...shape, ...around }
  }
}

/** A region as vector cases write it: shape and label, with `degenerate` where it is. */
export function caseRegion(region: ImportedRegion): Record<string, unknown> {
  const degenerate = region.degenerate === true ? { degenerate: true } : {}
  return { ...caseShape(region.shape), label: region.label, ...degenerate }
}

/** An outline of a region as vector cases write it. */
export function caseOutline(region: ImportedRegion, outline: ImportedShape): Record<string, unknown> {
  return { ...caseShape(outline), label: region.label }
}

/** Fields that only some cases speak of; where a case's region does not, its reader upstream has no such notion. */
const spoken = ['degenerate', 'closed', 'box', 'attributes', 'source_id']

/** What a case says of a region is compared with the region at the same place. */
export function asSpokenOf(expected: unknown, received: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const list = Array.isArray(expected) ? expected : []
  return received.map((region, index) =>
    Object.fromEntries(
      Object.entries(region).filter(([name]) => !spoken.includes(name) || Object.hasOwn(Object(list[index]), name)),
    ),
  )
}

/** A refusal or a report is what a case with `expected_error` wants. */
export function reported(warnings: readonly ImportWarning[]): Check[] {
  return [{ what: 'refused or reported', expected: true, received: warnings.length > 0 }]
}

/** What was dropped. */
export function droppedOf(warnings: readonly ImportWarning[]): ImportWarning[] {
  return warnings.filter(({ effect }) => effect === 'dropped')
}
