import * as v from 'valibot'
import { clipEnsemble, clipPrompts, clipShares } from '../../../shared/dialects/clip.ts'
import { clipCrop } from '../../../shared/geometry/clip-crop.ts'
import { CaseProblem, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opRegions, toleranceOf } from './op-fields.ts'

const numbers = v.array(v.number())

const texts = v.array(v.string())

/**
 * The templates of a set: those that were given with the file or the case, else of the case that has the set's prompts for `{}` itself.
 * Lists of prompts are upstream's words.
 */
function templatesIn(file: readonly Readonly<Record<string, unknown>>[], vector: OpCase): string[] {
  const ofSet = file.filter((one) => one.op === 'prompts' && one.set === vector.set)
  const given = vector.templates ?? ofSet.find((one) => one.templates !== undefined)?.templates
  const said = vector.label === '{}' ? undefined : ofSet.find((one) => one.label === '{}')?.expected
  const templates = v.safeParse(texts, given ?? said)
  if (templates.success) return templates.output
  const message = `the list of ${String(vector.set)} is upstream's wording and not part of Deixis: give it with --templates`
  throw new CaseProblem(message)
}

/** How the operations of `clip.json` are run; its lists of prompts are upstream's and are not part of Deixis. */
export const clipOps: OpTable = {
  prompts: (vector, file) => {
    const prompts = clipPrompts(field(vector, 'label', v.string()), templatesIn(file, vector))
    return fieldChecks(vector, {
      expected: () => prompts,
      expected_count: () => prompts.length,
      expected_first: () => prompts.slice(0, 3),
      expected_last: () => prompts.at(-1),
    })
  },
  geometry: (vector) => {
    const [region] = opRegions(vector)
    if (region?.shape.kind !== 'box') throw new CaseProblem('the case has no box')
    const { x1, y1, x2, y2 } = region.shape
    const size = { width: x2 - x1, height: y2 - y1 }
    const { resized, left, top } = clipCrop(size, field(vector, 'n_px', v.number()))
    return fieldChecks(vector, {
      crop_size: () => [size.width, size.height],
      expected: () => ({ resized: [resized.width, resized.height], crop_left_top: [left, top] }),
    })
  },
  ensemble: (vector) =>
    fieldChecks(
      vector,
      { expected: () => clipEnsemble(field(vector, 'vectors', v.array(numbers))) },
      toleranceOf(vector, 'tolerance'),
    ),
  softmax: (vector) => {
    const shares = clipShares(field(vector, 'cosine', numbers), field(vector, 'logit_scale', v.number()))
    return fieldChecks(vector, { expected: () => shares }, toleranceOf(vector, 'tolerance'))
  },
}
