import * as v from 'valibot'

const Size = v.object({ width: v.number(), height: v.number(), file: v.optional(v.string()) })

const KeyedRegion = v.union([
  v.object({ box: v.tuple([v.number(), v.number(), v.number(), v.number()]) }),
  v.object({ point: v.tuple([v.number(), v.number()]) }),
])

export const KindTurn = v.object({
  role: v.picklist(['user', 'assistant']),
  parts: v.array(v.union([v.string(), v.object({ image: v.literal(true) }), v.object({ refs: v.array(v.string()) })])),
})
export type KindTurn = v.InferOutput<typeof KindTurn>

/** A case of the first layout: `kind`, regions by id. Fields that only some kinds have are read where they are used. */
export const KindCase = v.looseObject({
  id: v.string(),
  kind: v.string(),
  image: v.optional(Size),
  regions: v.optional(v.record(v.string(), KeyedRegion)),
})
export type KindCase = v.InferOutput<typeof KindCase>

/** A case of the second layout: `op`, regions as a list. */
export const OpCase = v.looseObject({
  id: v.string(),
  op: v.string(),
  image: v.optional(Size),
  regions: v.optional(v.array(v.looseObject({ kind: v.string() }))),
})
export type OpCase = v.InferOutput<typeof OpCase>

export const VectorFile = v.looseObject({
  system: v.string(),
  cases: v.array(v.looseObject({ id: v.optional(v.string()) })),
})
export type VectorFile = v.InferOutput<typeof VectorFile>

/** One comparison of a case. */
export type Check = {
  readonly what: string
  readonly expected: unknown
  readonly received: unknown
  /** How far numbers may differ. */
  readonly tolerance?: number
}

/** Why a case cannot be run; counts as a failure. */
export class CaseProblem extends Error {}

/** The field of a case in the expected form, or a `CaseProblem` that names it. */
export function field<S extends v.GenericSchema<unknown, unknown>>(
  vector: Record<string, unknown>,
  name: string,
  schema: S,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, vector[name])
  if (parsed.success) return parsed.output
  throw new CaseProblem(`the field ${name} of the case is missing or has another form`)
}

/** Equal in form and value; numbers may differ by the tolerance. Fields of objects may come in any order. */
export function matches(expected: unknown, received: unknown, tolerance = 0): boolean {
  if (typeof expected === 'number' && typeof received === 'number') return Math.abs(expected - received) <= tolerance
  if (Array.isArray(expected) && Array.isArray(received)) {
    return expected.length === received.length && expected.every((one, i) => matches(one, received[i], tolerance))
  }
  if (typeof expected === 'object' && expected !== null && typeof received === 'object' && received !== null) {
    const left = expected as Record<string, unknown>
    const right = received as Record<string, unknown>
    const keys = Object.keys(left)
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && matches(left[key], right[key], tolerance))
    )
  }
  return expected === received
}
