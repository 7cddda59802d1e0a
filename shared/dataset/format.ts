import type { ExportOptions, ReportLine } from '../api/dataset.ts'
import type { Dialect, DialectShape, ShapeKinds } from '../dialects/dialect.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { LabelTable } from './label-table.ts'
import type { Reader } from './reader.ts'
import type { DialogueSource, PictureSource } from './source.ts'

/** What goes into a tar: text, or a picture's bytes (upright, without an orientation tag). */
export type TarMember = { readonly name: string; readonly content: string | { readonly picture: ImageFile } }

/** One piece that is ready to be written. */
export type WrittenLine = {
  /** Path inside the export, `/` between its parts; it fits one of the format's `files`. */
  readonly file: string
  /** By the file's layout: a line without its end, an element of the list or of `array`, the whole file, a row as JSON. */
  readonly text: string
  /** The picture it is about, for the preview and to know which pictures to copy; null for class lists and the like. */
  readonly image: ImageFile | null
  /** Further pictures that it names. */
  readonly otherImages?: readonly ImageFile[]
  /** Shapes read back from `text`, in pixels of the upright picture; worked out only when somebody looks. */
  shapes(): readonly DialectShape[]
  /** Layout `object`: the array that it goes into. */
  readonly array?: string
  /** Layout `tar`: the members, in order; `text` is what a preview shows. */
  readonly members?: readonly TarMember[]
  /** Layout `parquet`: pictures for columns of type `pictures`. */
  readonly pictures?: Readonly<Record<string, readonly ImageFile[]>>
}

/** How lines name picture files. */
export type FileNames = (image: ImageFile) => string

/** What one source became. With an error in `report` nothing of it may be written. */
export type Written = { readonly lines: readonly WrittenLine[]; readonly report: readonly ReportLine[] }

/** How pieces become a file. */
export type FileLayout =
  /** A text a line, LF after each. */
  | { readonly kind: 'lines' }
  /** One JSON list, an element a line. */
  | { readonly kind: 'list' }
  /** One JSON object: `head` (JSON fields without the braces, may be empty), then these arrays, an element a line. */
  | { readonly kind: 'object'; readonly head: string; readonly arrays: readonly string[] }
  /** Each text is a whole file; the name in `files` may hold `*`. A line end is added when the text has none. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'tar' }
  | { readonly kind: 'parquet'; readonly columns: readonly ParquetColumn[] }
  /**
   * Lines in which the text of `pictureAddress(n)` becomes a data URL of the line's picture n, counted with `otherImages`; `isBare`: the
   * base64 alone.
   */
  | { readonly kind: 'data-urls'; readonly isBare?: boolean }

/** Layouts that hold pictures: whoever has them opens the files. */
export function holdsPictures({ kind }: FileLayout): boolean {
  return kind === 'tar' || kind === 'parquet' || kind === 'data-urls'
}

/** What stands for the data URL of a line's picture until it is written. */
export function pictureAddress(index: number): string {
  return `deixis-picture:${index}`
}

/** `json` and `text` are strings; `messages` a list of `{role, content}`; `pictures` of `{bytes, path}`, as HF `datasets` has it. */
export type ParquetColumn = {
  readonly name: string
  readonly type: 'text' | 'json' | 'number' | 'messages' | 'pictures'
}

/** A file of an export. */
export type FormatFile = {
  /** Its path; `*` stands for what differs from file to file. */
  readonly name: string
  /** What it is and who reads it, for the manifest. */
  readonly about: string
  readonly layout: FileLayout
}

/** What a format can hold. What it cannot is a named loss. */
export type FormatCan = ShapeKinds & {
  readonly dialogue: boolean
  readonly severalImages: boolean
  /** Whether a flag says which answers are learnt. */
  readonly loss: boolean
  /** A caption can stand without a question. */
  readonly captions?: boolean
}

/** What a trainer or tool does without saying so; source: formats page, section 1. */
export type Consumer = {
  readonly orientation: 'ignored' | 'applied'
  /** Pictures with more pixels are shrunk before the model's own processor sees them. */
  readonly maxPixels?: number
  /** Pictures are padded to a square. */
  readonly pads?: boolean
  /** Every token is learnt, the questions too. */
  readonly learnsAll?: boolean
}

/** What a writer works with. */
export type WriteContext = {
  /** One of the format's; null where it holds pixels. */
  readonly dialect: Dialect | null
  readonly options: ExportOptions
  readonly fileOf: FileNames
  /** Whether an answer is to be learnt; always true unless the options say otherwise. */
  isTaught(turn: Turn): boolean
  /** One for all sessions of an export. */
  readonly labels: LabelTable
  /** The splits that have got something so far, which at the end are those that are written; empty where nothing is split. */
  splits(): ReadonlySet<string>
}

/** One export's writer; one for each split. The same sources in the same order give the same bytes. */
export type WriteSession = {
  writeDialogue?(source: DialogueSource): Written
  writePicture?(source: PictureSource): Written
  /** What can only be written when everything is known: class lists, data set entries. `files`: those that dialogues were written to. */
  end?(files: ReadonlySet<string>): Iterable<WrittenLine>
}

/** A file layout of a trainer or a tool. */
export type Format = {
  /** As in `--format`; its texts are `export.format.<id>` and `export.format.<id>.hint`. */
  readonly id: string
  /**
   * `dialogues`: one source for each dialogue. `pictures`: one for each picture, with all of its regions. `both`: dialogues, then
   * pictures with the regions that no dialogue carries.
   */
  readonly takes: 'dialogues' | 'pictures' | 'both'
  /** The dialects its text can be in, the usual one first; empty where it holds pixels. */
  readonly dialects: readonly Dialect[]
  /** Coordinates of the files in one sentence, for the manifest. */
  frame(dialect: Dialect | null): string
  readonly files: readonly FormatFile[]
  readonly can: FormatCan
  /** `named`: lines name picture files. `beside`: the loader wants them under the export's folder. `inside`: they are in the file. */
  readonly pictures: 'named' | 'beside' | 'inside'
  /** Reading what it wrote and writing that again gives the same bytes. */
  readonly lossless: boolean
  /** Each source is written without regard to the others, so that several can be written at once. */
  readonly stateless: boolean
  /**
   * Our own records: they say what was rejected, which the others must not teach, and keep a question that waits for its answer, both
   * places of a mention, and the name of a region that is gone.
   */
  readonly isOwn?: boolean
  /** It can be read, not written. */
  readonly readOnly?: boolean
  /** The name of a file of one split; `name-train.ext` when absent. */
  splitFile?(file: string, split: string): string
  /** The folder inside the export for copies of the pictures that a file is about; `images` beside the file when absent. */
  pictureFolder?(file: string): string
  /** What a class is called in its files; its label where absent. */
  className?(label: string): string
  /** What its consumer does to pictures and loss in silence; absent where nothing is known. */
  readonly consumer?: Consumer
  open(context: WriteContext): WriteSession
  readonly reader: Reader | null
}
