import * as v from 'valibot'
import { EvaluationReport } from '../evaluation/report.ts'
import { ProjectId } from '../ids.ts'
import { call, stream } from '../rpc/contract.ts'

export const sceneLimit = 10_000

/** Drawing styles of composed scenes; the bundled model has learned from all but the last. */
export const sceneStyles = ['noto', 'twemoji', 'fluent-emoji-flat'] as const

/** Which backgrounds composed scenes have: some that no training reads, or those that it does. */
export const sceneSplits = ['heldout', 'train'] as const

export const EvaluationWish = v.variant('kind', [
  /** Scenes, composed on the spot. */
  v.object({
    kind: v.literal('scenes'),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(sceneLimit)),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
    dialogues: v.boolean(),
    /** Held-out ones unless told. */
    split: v.optional(v.picklist(sceneSplits)),
    /** The ones trained on where there are none. */
    styles: v.optional(v.array(v.picklist(sceneStyles))),
  }),
  /** The project's reviewed answers. */
  v.object({ kind: v.literal('reviewed'), projectId: ProjectId }),
])
export type EvaluationWish = v.InferOutput<typeof EvaluationWish>

export const EvaluateRequest = v.object({
  modelId: v.string(),
  set: EvaluationWish,
  /** Whether coordinates are forced to be valid. */
  constrained: v.boolean(),
})
export type EvaluateRequest = v.InferOutput<typeof EvaluateRequest>

export const EvaluateItem = v.variant('kind', [
  /** `imageBase` + a case's `image` is the address of a scene's picture; null where the pictures are the project's own. */
  v.object({ kind: v.literal('started'), total: v.number(), imageBase: v.nullable(v.string()) }),
  v.object({ kind: v.literal('progress'), done: v.number(), total: v.number(), right: v.number() }),
  /** Every few seconds, and last; replaces the one before. After an abort it says how far it came. */
  v.object({ kind: v.literal('report'), report: EvaluationReport }),
])
export type EvaluateItem = v.InferOutput<typeof EvaluateItem>

/** How good models are. */
export const evaluateApi = {
  /** How many questions the project's reviewed answers give. */
  'evaluate.reviewed': call(
    v.object({ projectId: ProjectId }),
    v.object({ questions: v.number(), skipped: v.number() }),
  ),
  'evaluate.run': stream(EvaluateRequest, EvaluateItem),
  /** Writes a report as JSON into a folder; answers with the file. */
  'evaluate.save': call(v.object({ folder: v.string(), report: EvaluationReport }), v.object({ path: v.string() })),
}
