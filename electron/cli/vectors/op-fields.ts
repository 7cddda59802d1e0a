import * as v from 'valibot'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import { shapeNumbers } from '../../../shared/dialects/mention.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { CaseProblem, type Check, type OpCase } from './case.ts'

const Drawn = v.variant('kind', [
  v.object({ kind: v.literal('point'), x: v.number(), y: v.number() }),
  v.object({ kind: v.literal('box'), x1: v.number(), y1: v.number(), x2: v.number(), y2: v.number() }),
])

/** How one system runs each operation of its vector file; `file` is all of its cases, where one brings what another needs. */
export type OpTable = Readonly<
  Record<string, (vector: OpCase, file: readonly Readonly<Record<string, unknown>>[]) => Check[]>
>

/** A region of a case with what it is called. */
export type LabelledShape = { readonly shape: DialectShape; readonly label?: string }

/** The picture's size, or a problem when the case has none. */
export function opSize(vector: OpCase): Size {
  if (vector.image === undefined) throw new CaseProblem('the case has no image')
  return vector.image
}

/** The case's regions; kinds that are neither point nor box are a problem. */
export function opRegions(vector: OpCase): LabelledShape[] {
  return (vector.regions ?? []).map((region) => {
    const shape = v.safeParse(Drawn, region)
    if (!shape.success) throw new CaseProblem(`regions of kind ${region.kind} are not implemented`)
    return typeof region.label === 'string' ? { shape: shape.output, label: region.label } : { shape: shape.output }
  })
}

/** One check for each of these fields that the case has; a case with none of them is a problem. */
export function fieldChecks(vector: OpCase, received: Readonly<Record<string, () => unknown>>, tolerance = 0): Check[] {
  const checks = Object.entries(received)
    .filter(([name]) => vector[name] !== undefined)
    .map(([name, value]) => ({ what: name, expected: vector[name], received: value(), tolerance }))
  if (checks.length === 0) throw new CaseProblem('the case expects nothing that this runner can compare')
  return checks
}

/** The number of a field such as `tolerance_px`, 0 when absent. */
export function toleranceOf(vector: OpCase, name = 'tolerance_px'): number {
  const value = vector[name]
  return typeof value === 'number' ? value : 0
}

/** True when every number of the shapes lies inside the picture: then dialects and upstream writers agree. */
export function isInside(regions: readonly LabelledShape[], size: Size): boolean {
  return regions.every(({ shape }) => {
    return shapeNumbers(shape).every(
      (value, index) => value >= 0 && value <= (index % 2 === 0 ? size.width : size.height),
    )
  })
}
