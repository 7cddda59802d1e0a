import type { ExportFormat, ReportLine } from '../api/dataset.ts'
import type { Dialect, DialectShape } from '../dialects/dialect.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import type { DialogueSource } from './source.ts'

/** A line that is ready to be written. */
export type WrittenLine = {
  /** Name of the file it belongs to; every file of an export can be read by one loader. */
  readonly file: string
  /** The line without its end. */
  readonly text: string
  readonly image: ImageRecord
  /** Shapes read back from `text`, in pixels of the upright picture. */
  readonly shapes: readonly DialectShape[]
}

/** How lines name picture files. */
export type FileNames = (image: ImageRecord) => string

/** What one dialogue became. With an error in `report` nothing of it may be written. */
type Written = { readonly lines: readonly WrittenLine[]; readonly report: readonly ReportLine[] }

/** A file layout that a trainer reads. It names the dialect of its coordinates; Deixis' own has none, it holds pixels. */
export type Format = {
  readonly id: ExportFormat
  readonly dialect: Dialect | null
  /** Coordinates of the files in one sentence, for the manifest. */
  readonly frame: string
  /** What each file is and which loader reads it. */
  readonly files: Readonly<Record<string, string>>
  write(source: DialogueSource, fileOf: FileNames): Written
}
