import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import type { DatasetCounts } from '../../../shared/dataset/dataset-counts.ts'
import type { WrittenLine } from '../../../shared/dataset/format.ts'
import type { VqaKeys } from '../../../shared/dataset/import/x-anylabeling.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { ExportFolderOptions } from '../dataset/export-folder.ts'
import type { TextBlock } from './block-text.ts'

/** What is done with every piece of a file. Plain data: it goes to worker threads. */
export type ConvertJob = {
  readonly from: string
  readonly fromDialect?: string
  /** Where people name fields themselves: those of a question and its answer. */
  readonly pair?: VqaKeys
  /** Names the format to write; a check writes what it reads. */
  readonly options: ExportOptions
  /** `check` writes nothing, `count` does not even look for mistakes. */
  readonly task: 'convert' | 'check' | 'count'
  /** Where pictures are, or null when nobody says. */
  readonly imagesFolder: string | null
}

/** What a block became. */
export type BlockResult = {
  /** Pieces joined by their file's layout. */
  readonly blocks: readonly TextBlock[]
  /** Pieces that cannot be joined. */
  readonly lines: readonly WrittenLine[]
  readonly report: readonly ReportLine[]
  /** How many lines of the report there would be, by `severity code`. */
  readonly counts: Readonly<Record<string, number>>
  readonly unknown: Readonly<Record<string, number>>
  /** Keys and lines of dialogues by id, and of rounds by what they say: all are known only where the blocks come together. */
  readonly ids: readonly number[]
  readonly rounds: readonly number[]
  readonly pieces: number
  readonly records: number
  /** Pictures that are named, each once for each converter: the path in lines and where the file is. */
  readonly pictures: readonly { readonly name: string; readonly image: ImageFile; readonly path: string | null }[]
  readonly tally: DatasetCounts | null
}

/** A file (or folder) that is converted, checked or counted. */
export type ConvertRequest = {
  readonly input: string
  /** Null for checks and counts. */
  readonly output: string | null
  readonly job: ConvertJob
  readonly signal: AbortSignal
  readonly appVersion: string
  /** At most that many threads; with less than two everything is done in this one. */
  readonly threads?: number
  readonly copyUpright?: (from: string, to: string) => Promise<void>
  readonly files?: ExportFolderOptions
  onProgress?(done: number, total: number): void
  onReport?(lines: readonly ReportLine[]): void
}
