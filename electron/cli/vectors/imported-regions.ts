import type {
  ImportedPicture,
  ImportedRegion,
  ImportedShape,
  ImportWarning,
} from '../../../shared/dataset/import/imported.ts'
import { maskRows } from '../../../shared/dataset/import/mask.ts'

/** A shape as vector cases write it. */
function caseShape(shape: ImportedShape): Record<string, unknown> {
  switch (shape.kind) {
    case 'mask': {
      const { left, top, width, height } = shape.mask
      return { kind: 'mask', left, top, width, height, rows: maskRows(shape.mask) }
    }
    case 'polygon':
      return { kind: 'polygon', points: shape.points, ...(shape.closed ? {} : { closed: false }) }
    case 'ellipse': {
      const { cx, cy, rx, ry, rotation } = shape
      const turned = rotation === 0 ? { box: [cx - rx, cy - ry, cx + rx, cy + ry] } : { rotation }
      return { kind: 'ellipse', cx, cy, rx, ry, ...turned }
    }
    default:
      return { ...shape }
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

/** The regions of every picture as vector cases write them. */
export function caseRegions(pictures: readonly ImportedPicture[]): Record<string, unknown>[] {
  return pictures.flatMap(({ regions }) => regions.map(caseRegion))
}

/** What was dropped. */
export function droppedOf(warnings: readonly ImportWarning[]): ImportWarning[] {
  return warnings.filter(({ effect }) => effect === 'dropped')
}
