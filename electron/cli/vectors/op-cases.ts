import * as v from 'valibot'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { CaseProblem, type Check, type OpCase } from './case.ts'

const Drawn = v.variant('kind', [
  v.object({ kind: v.literal('point'), x: v.number(), y: v.number() }),
  v.object({ kind: v.literal('box'), x1: v.number(), y1: v.number(), x2: v.number(), y2: v.number() }),
])

/** Runs a case of the second layout against the dialect of the same name: `format` writes the regions as one mention. */
export function runOpCase(system: string, vector: OpCase): Check[] {
  const dialect = dialectById(system)
  if (dialect === null) throw new CaseProblem(`the dialect ${system} is not implemented`)
  if (vector.op !== 'format') throw new CaseProblem(`the operation ${vector.op} of ${system} is not implemented`)
  if (vector.image === undefined) throw new CaseProblem('the case has no image')
  const shapes = (vector.regions ?? []).map((region): DialectShape => {
    const shape = v.safeParse(Drawn, region)
    if (!shape.success) throw new CaseProblem(`regions of kind ${region.kind} are not implemented`)
    return shape.output
  })
  const written = dialect.encode(shapes, vector.image)
  if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: !written.ok }]
  const received = written.ok ? written.value : written.error.message
  const accepted = v.parse(v.optional(v.array(v.string()), []), vector.also_accept)
  if (accepted.includes(received)) return [{ what: 'text', expected: received, received }]
  return [{ what: 'text', expected: vector.expected_text, received }]
}
