import * as v from 'valibot'
import { importFrames } from '../dataset/import-frame.ts'
import { Shape } from '../dialogue/region.ts'
import type { JournalEntry } from '../document/document.ts'
import { ProjectId } from '../ids.ts'
import { call, stream } from '../rpc/contract.ts'
import { ExportFormat, ReportLine } from './dataset.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const ImportCandidate = v.object({
  format: ExportFormat,
  /** How well it fits, 0 to 1. */
  score: v.number(),
  /** A manifest beside the file names the format. */
  isNamed: v.boolean(),
  /** Of a sample: entries, those of them that could be read, and what was in them. */
  entries: count,
  read: count,
  regions: count,
  turns: count,
  /** Fields of the sample that nothing reads. */
  unknown: v.array(v.string()),
})
/** A format that a file may be in. */
export type ImportCandidate = v.InferOutput<typeof ImportCandidate>

export const ImportSource = v.object({
  /** The real path; a folder for formats of many files. */
  path: v.string(),
  kind: v.picklist(['file', 'folder']),
  bytes: v.number(),
  /** The likeliest first; empty when nothing that is read fits. The first is sure when `isSure`. */
  candidates: v.array(ImportCandidate),
  isSure: v.boolean(),
})
export type ImportSource = v.InferOutput<typeof ImportSource>

/** The names of the fields of a question and its answer. */
const Pair = v.object({ question: v.string(), answer: v.string() })

export const ImportChoice = v.object({
  path: v.string(),
  format: ExportFormat,
  /** For formats of text: the dialect that its coordinates are in; the likeliest when absent. */
  dialect: v.optional(v.string()),
  /** For formats of numbers: what they really are; pixels when absent. */
  frame: v.optional(v.picklist(importFrames)),
  /** Where the file gives a picture another size than it has: take its numbers as they are, or fit them to the picture. */
  sizes: v.optional(v.picklist(['keep', 'fit'])),
  /** For formats where people name fields themselves: those of a question and its answer; the likeliest when absent. */
  pair: v.optional(Pair),
})
/** What is imported and how its numbers are read. */
export type ImportChoice = v.InferOutput<typeof ImportChoice>

export const ImportReading = v.object({
  /** A dialect's id or a frame's name, as in `ImportChoice`. */
  id: v.string(),
  kind: v.picklist(['dialect', 'frame']),
  /** For people; empty for frames, which the page names. */
  title: v.string(),
  /** Of the sample: coordinates that could be read, that could not, and that lie outside their picture. */
  read: count,
  malformed: count,
  outside: count,
})
/** One way to read the numbers. */
export type ImportReading = v.InferOutput<typeof ImportReading>

export const ImportDrawing = v.object({
  file: v.string(),
  line: v.number(),
  imageId: v.string(),
  imagePath: v.string(),
  imageWidth: v.number(),
  imageHeight: v.number(),
  /** What the record says, shortened; regions as ⟨label⟩. */
  text: v.string(),
  /** One for each reading, in pixels of the upright picture. */
  drawings: v.array(v.object({ reading: v.string(), shapes: v.array(Shape) })),
})
/** A record as it would lie on its picture. */
export type ImportDrawing = v.InferOutput<typeof ImportDrawing>

const Counts = v.object({ dialogues: count, turns: count, regions: count })
export const ImportSummary = v.object({
  records: count,
  /** Of what would be or was added: everything, and regions by their kind. */
  added: v.object({ ...Counts.entries, points: count, boxes: count, polygons: count }),
  /** What the project has already. */
  already: Counts,
  images: v.object({
    matched: count,
    /** Of them: found by the name of the file, and by its name without the ending. */
    byName: count,
    byStem: count,
    missing: count,
    /** The first names that no picture has. */
    missingFiles: v.array(v.string()),
    /** Pictures whose size the file gives otherwise. */
    otherSize: count,
  }),
  labels: v.object({ total: count, most: v.array(v.object({ label: v.string(), count })) }),
  /** Fields that nothing reads. */
  unknown: v.array(v.object({ field: v.string(), count })),
  /** Everything reported, by severity and code; the lines themselves are the first of each. */
  problems: v.array(v.object({ severity: ReportLine.entries.severity, code: v.string(), count })),
})
export type ImportSummary = v.InferOutput<typeof ImportSummary>

/** What the journal has just taken in, checked at its surface: 100,000 changes checked again would hold the page up for seconds. */
const Committed = v.custom<JournalEntry>((value) => {
  const { seq, entry } = (value ?? {}) as { seq?: unknown; entry?: { id?: unknown; changes?: unknown } }
  return Number.isSafeInteger(seq) && typeof entry?.id === 'string' && Array.isArray(entry.changes)
})

export const ImportItem = v.variant('kind', [
  v.object({ kind: v.literal('progress'), records: count, done: v.number(), total: v.number() }),
  /** The ways to read the numbers, the likeliest first; `ask` when the sample cannot prove which. */
  v.object({
    kind: v.literal('readings'),
    readings: v.array(ImportReading),
    chosen: v.nullable(v.string()),
    ask: v.boolean(),
  }),
  /** Names that people gave fields, and which two are a question and its answer; null when nothing tells. */
  v.object({ kind: v.literal('fields'), names: v.array(v.string()), pair: v.nullable(Pair) }),
  v.object({ kind: v.literal('drawing'), drawing: ImportDrawing }),
  v.object({ kind: v.literal('report'), lines: v.array(ReportLine) }),
  /** Entries that the journal has: one step of the history together. Only of `import.run`. */
  v.object({ kind: v.literal('committed'), entries: v.array(Committed) }),
  v.object({ kind: v.literal('done'), summary: ImportSummary }),
])
export type ImportItem = v.InferOutput<typeof ImportItem>

/** Datasets into projects. */
export const importApi = {
  /** What a file or folder is, from its content. */
  'import.inspect': call(v.object({ path: v.string() }), ImportSource),
  /** Reads everything and says what would be added; changes nothing. */
  'import.preview': stream(v.object({ projectId: ProjectId, choice: ImportChoice, limit: count }), ImportItem),
  /** Adds what is not there, as one step of the history: all of it or, when stopped or failing before `committed`, nothing. */
  'import.run': stream(v.object({ projectId: ProjectId, choice: ImportChoice }), ImportItem),
  /**
   * Takes in a file that a page has and the program cannot open by itself, piece by piece; answers with where it lies. With `folder`, its
   * path inside a dropped folder, that one's name first: answers with where the dropped folder lies.
   */
  'import.receive': call(
    v.object({
      upload: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
      name: v.string(),
      folder: v.optional(v.string()),
      at: count,
      base64: v.string(),
    }),
    v.object({ path: v.string() }),
  ),
}
