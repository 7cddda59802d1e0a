import * as v from 'valibot'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import { clampedThousandths, thousandths } from '../../../shared/dialects/thousandths.ts'
import { type Check, field, type OpCase } from './case.ts'
import { fieldChecks, isInside, type LabelledShape, opRegions, opSize } from './op-fields.ts'

/** The case's regions in the runs that share one phrase: the case's own, or each region's label. */
function phraseRuns(vector: OpCase): { phrase?: string; regions: LabelledShape[] }[] {
  const regions = opRegions(vector)
  if (vector.phrase !== undefined) return [{ phrase: field(vector, 'phrase', v.string()), regions }]
  return regions.map((region) =>
    region.label === undefined ? { regions: [region] } : { phrase: region.label, regions: [region] },
  )
}

/** `format` of the dialects in thousandths with a phrase before the boxes: as ms-swift writes it, and as the dialect does. */
export function taggedFormat(
  vector: OpCase,
  dialect: Dialect,
  write: (groups: readonly (readonly number[])[], phrase?: string) => string,
): Check[] {
  const size = opSize(vector)
  const runs = phraseRuns(vector)
  const swift = (): string =>
    runs
      .map((run) =>
        write(
          run.regions.map(({ shape }) => thousandths(shape, size)),
          run.phrase,
        ),
      )
      .join('')
  const ours = (): string =>
    runs
      .map((run) => {
        const context = run.phrase === undefined ? {} : { phrase: run.phrase }
        const shapes = run.regions.map(({ shape }) => shape)
        const written = dialect.encode(shapes, size, { role: 'assistant', ...context })
        return written.ok ? written.value : written.error.message
      })
      .join('')
  const checks = fieldChecks(vector, {
    expected_text: swift,
    ms_swift_text: swift,
    expected_ints: () => opRegions(vector).map(({ shape }) => clampedThousandths(shape, size)),
  })
  if (vector.expected_text === undefined || !isInside(opRegions(vector), size)) return checks
  return [...checks, { what: 'the dialect’s own text', expected: vector.expected_text, received: ours() }]
}
