import * as v from 'valibot'
import { isFormatId } from '../dataset/registry.ts'
import { Shape } from '../dialogue/region.ts'
import { ProjectId } from '../ids.ts'
import { stream } from '../rpc/contract.ts'

export const ExportFormat = v.pipe(v.string(), v.check(isFormatId, 'no format has this name'))
/** The id of a format of the registry, `shared/dataset/registry.ts`. */
export type ExportFormat = v.InferOutput<typeof ExportFormat>

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
export const ExportSplit = v.object({
  seed: v.pipe(v.number(), v.integer()),
  /** Shares of the pictures; what is left over is `train`. A picture is never in two splits. */
  val: share,
  test: share,
})
export type ExportSplit = v.InferOutput<typeof ExportSplit>

export const ExportOptions = v.object({
  format: ExportFormat,
  /** Only turns that a person reviewed (or wrote). */
  reviewedOnly: v.boolean(),
  /** Whether mentions of proposals nobody judged are written. */
  openProposals: v.boolean(),
  /** Nothing, upright copies, or links to the files as they are (reported where one is turned by its orientation tag). */
  images: v.picklist(['none', 'link', 'copy']),
  paths: v.picklist(['relative', 'absolute']),
  /** One of the format's dialects; its usual one when absent. */
  dialect: v.optional(v.string()),
  /** Only dialogues and regions on these pictures; all when absent. */
  imageIds: v.optional(v.array(v.string())),
  /** Coordinates as they are now (when absent), or as they were sent to the model and came back from it. */
  coordinates: v.optional(v.picklist(['now', 'sent'])),
  /** Which answers are learnt: all (when absent), or those that a person wrote or reviewed, the others being context. */
  learn: v.optional(v.picklist(['all', 'reviewed'])),
  split: v.optional(ExportSplit),
  /** Write the lines without errors even if others have them. */
  validRest: v.boolean(),
})
export type ExportOptions = v.InferOutput<typeof ExportOptions>

export const ReportLine = v.object({
  severity: v.picklist(['error', 'warning', 'loss']),
  code: v.string(),
  message: v.string(),
  imageId: v.optional(v.string()),
  dialogueId: v.optional(v.string()),
  turnId: v.optional(v.string()),
  /** The file written and the 1-based line in it, where there is one. */
  file: v.optional(v.string()),
  line: v.optional(v.number()),
})
export type ReportLine = v.InferOutput<typeof ReportLine>

export const PreviewRecord = v.object({
  /** The line exactly as it will be written. */
  line: v.string(),
  /** Name of the file it will stand in; an export may have several. */
  file: v.optional(v.string()),
  imageId: v.string(),
  imageWidth: v.number(),
  imageHeight: v.number(),
  /** Shapes read back from the exported text, in pixels of the upright picture. */
  shapes: v.array(Shape),
})
export type PreviewRecord = v.InferOutput<typeof PreviewRecord>

export const ExportItem = v.variant('kind', [
  v.object({ kind: v.literal('progress'), done: v.number(), total: v.number() }),
  v.object({ kind: v.literal('record'), record: PreviewRecord }),
  v.object({ kind: v.literal('report'), lines: v.array(ReportLine) }),
  v.object({
    kind: v.literal('done'),
    path: v.nullable(v.string()),
    records: v.number(),
    errors: v.number(),
    warnings: v.number(),
    sha256: v.nullable(v.string()),
  }),
])
export type ExportItem = v.InferOutput<typeof ExportItem>

/** Datasets out of projects. Both read the journal's state, so that command line and page give the same bytes. */
export const datasetApi = {
  'dataset.preview': stream(v.object({ projectId: ProjectId, options: ExportOptions, limit: v.number() }), ExportItem),
  'dataset.export': stream(v.object({ projectId: ProjectId, options: ExportOptions, folder: v.string() }), ExportItem),
}
