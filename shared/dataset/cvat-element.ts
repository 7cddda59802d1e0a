import { pythonFixed } from '../geometry/rounding.ts'
import { assertNever } from '../result.ts'
import type { ImportedShape } from './import/imported.ts'
import { escapeXml } from './xml-text.ts'

type CvatShape = Extract<ImportedShape, { readonly kind: 'box' | 'point' | 'polygon' }>

/** A shape as an element of “CVAT for images 1.1”: two decimals, Python's `{:.2f}`; the label is escaped. */
export function cvatElement(shape: CvatShape, label: string): string {
  const two = (value: number): string => pythonFixed(value, 2)
  const name = escapeXml(label)
  const write = (tag: string, geometry: string): string =>
    `<${tag} label="${name}" ${geometry} occluded="0" z_order="0"></${tag}>`
  switch (shape.kind) {
    case 'box':
      return write('box', `xtl="${two(shape.x1)}" ytl="${two(shape.y1)}" xbr="${two(shape.x2)}" ybr="${two(shape.y2)}"`)
    case 'point':
      return write('points', `points="${two(shape.x)},${two(shape.y)}"`)
    case 'polygon': {
      const points = shape.points.map(([x, y]) => `${two(x)},${two(y)}`).join(';')
      return write(shape.closed ? 'polygon' : 'polyline', `points="${points}"`)
    }
    default:
      return assertNever(shape)
  }
}
