import type { ReportLine } from '../api/dataset.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { ImageId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { VqaKeys } from './import/x-anylabeling.ts'
import type { XmlElement } from './import/xml-element.ts'
import type { DeixisRecord } from './record.ts'

/** Where something stands: the file as it was given, and the 1-based line in it, or element of its list or array. */
export type Place = { readonly file: string; readonly line: number }

/** One piece of a file. `value` is the parsed JSON of the layouts `lines`, `list` and `object`, a row of `parquet`; null otherwise. */
export type Piece = {
  readonly place: Place
  readonly value: unknown
  /** The whole text of the layout `whole`; of the others the piece's own text, where it is at hand. */
  readonly text: string
  /** Layout `object`: the array that it stood in, or the name of a field that is no array. */
  readonly array?: string
  /** Layout `tar`: the sample's members by field (what follows the first dot of the base name). */
  readonly members?: Readonly<Record<string, Uint8Array>>
  /** Layout `whole`: the bytes of a file that is `binary`; its text is empty. */
  readonly bytes?: Uint8Array
}

/** A picture whose shapes are in pixels of the size that the file gives it, which is not the size it has. */
export type ClaimedSize = { readonly imageId: ImageId; readonly width: number; readonly height: number }

/** What a piece gave. Everything in it is in a record, in `report` or among the unknown fields. */
export type Read = {
  readonly records: readonly DeixisRecord[]
  /** Severity `error`: the piece, or part of it, was not read; `loss`: something could not be kept; `file` and `line` are filled in. */
  readonly report: readonly ReportLine[]
  /** Fields that nothing reads, such as `messages[].weight`; each as often as it occurs. */
  readonly unknown: readonly string[]
  /** Pictures that `size-differs` was reported of, where the shapes of the records could be fitted to the real size. */
  readonly claimed?: readonly ClaimedSize[]
  /** All classes that the file declares, in its order; they come before every record, and each label of the records is one of them. */
  readonly classes?: readonly string[]
  /** The records went through their schema: they hold its fields and no others, in its order. */
  readonly isCanonical?: boolean
  /** Where it stands, for what is given at the end. */
  readonly place?: Place
}

/** What a reader works with. */
export type ReadContext = {
  /** The dialect that the text is in; null where the format holds pixels. */
  readonly dialect: Dialect | null
  /**
   * The picture that a file's name means, with the size of the upright picture: by name, then by base name; null when it is not
   * known. A reader that needs the size and has none reports `size-unknown`.
   */
  picture(file: string): ImageFile | null
  /**
   * For checks without pictures: the side of a square that stands for a picture of which nobody says the size, which is then a warning. It
   * is large, so that nothing seems to lie outside.
   */
  readonly assumedSide?: number
  /** `picture` looks in a project or a folder that people named: what is not found there is missing. */
  readonly looksInFolder?: boolean
  /** Where people name fields themselves: those of a question and its answer; the likeliest when absent. */
  readonly pair?: VqaKeys
  /** The id of a picture that is not known, from the path it is given; the one that a scan would give it. */
  imageId(path: string): ImageId
  /** The tree of an XML text, or what is wrong with it and in which line. */
  parseXml(text: string): Result<XmlElement, string>
}

/** One file's (or folder's) reader. It stands any JSON and any text without throwing. */
export type ReadSession = {
  read(piece: Piece): Read
  /** What was held back until the end. */
  end?(): Iterable<Read>
}

/** How files are cut into pieces. */
export type ReadLayout =
  /** JSON a line. Empty lines are no pieces. */
  | { readonly kind: 'lines' }
  /** A JSON list; JSON lines too, since many tools write either. With `first`, files are read together, those of these names first. */
  | { readonly kind: 'list'; readonly first?: readonly string[] }
  /** One JSON object, its arrays element by element, other fields whole. */
  | { readonly kind: 'object' }
  /** Files of a folder: `first` are read before the others (class lists). Patterns are paths with `*`. */
  | {
      readonly kind: 'whole'
      readonly first: readonly string[]
      readonly files: readonly string[]
      /** Those of them that are no text. */
      readonly binary?: readonly string[]
    }
  | { readonly kind: 'tar' }
  | { readonly kind: 'parquet' }

/** Reads what the format's tools write. */
export type Reader = {
  readonly layout: ReadLayout
  /** Each piece is read without regard to the others, so that several can be read at once. */
  readonly stateless: boolean
  /** Of formats where people name fields themselves: those of a piece, two of which are a question and its answer. */
  pairNames?(piece: Piece): readonly string[]
  open(context: ReadContext): ReadSession
}
