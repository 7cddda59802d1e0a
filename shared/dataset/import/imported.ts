import type { Mask } from './mask.ts'

export type Corner = readonly [x: number, y: number]

/**
 * Where something is, in pixels of the upright picture, as the source says it: unrounded, corners not put in order. A polygon with
 * `closed: false` is a line; a quad is four real corners of a turned box; an ellipse's `rotation` is degrees clockwise on screen.
 */
export type ImportedShape =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'box'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  | { readonly kind: 'polygon'; readonly points: readonly Corner[]; readonly closed: boolean }
  | { readonly kind: 'quad'; readonly points: readonly Corner[] }
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }
  | {
      readonly kind: 'ellipse'
      readonly cx: number
      readonly cy: number
      readonly rx: number
      readonly ry: number
      readonly rotation: number
    }
  | { readonly kind: 'mask'; readonly mask: Mask }

/** One object of a foreign file. */
export type ImportedRegion = {
  readonly shape: ImportedShape
  /** The same object drawn more closely: polygons or a mask beside its box. */
  readonly outlines?: readonly ImportedShape[]
  /** Exactly as the source has it, blanks and line ends too; empty when it has none. */
  readonly label: string
  readonly sourceId?: string
  /** No width or no height: kept, never written as a box. */
  readonly degenerate?: true
  /** The source's own numbers where `shape` was clipped to the picture. */
  readonly source?: readonly number[]
  /** What people said of it under names of their own. */
  readonly attributes?: Readonly<Record<string, unknown>>
  /** The tool's other fields that say something, as they stand. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** `regions` are places in the picture's list; `phrase` is the text that names them. */
export type ImportedPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly regions: readonly number[]; readonly phrase?: string }
  | { readonly kind: 'image' }

export type ImportedTurn = { readonly role: 'user' | 'assistant'; readonly parts: readonly ImportedPart[] }

export type ImportedDialogue = {
  readonly kind: 'chat' | 'qa' | 'caption'
  readonly turns: readonly ImportedTurn[]
  readonly sourceId?: string
  /** The data set's split, as it stands. */
  readonly split?: string
  readonly fields?: Readonly<Record<string, unknown>>
}

export type ImportedPicture = {
  /** The name as the source has it, folders and backslashes too; to be matched by name, then by base name. Empty: unknown. */
  readonly file: string
  /** As the file claims, null when it does not say: the picture itself is to be trusted. */
  readonly width: number | null
  readonly height: number | null
  readonly sourceId?: string
  readonly regions: readonly ImportedRegion[]
  readonly dialogues: readonly ImportedDialogue[]
  readonly fields?: Readonly<Record<string, unknown>>
  /** The file holds a copy of the picture, which nobody takes out. */
  readonly isInside?: true
}

/** Something that did not come over whole. `place` leads to it: `line 3`, `annotations[4]`, `object 2, line 17`. */
export type ImportWarning = {
  /** `dropped`: not imported. `changed`: imported with other numbers. `noted`: imported, but look at it. */
  readonly effect: 'dropped' | 'changed' | 'noted'
  readonly code: string
  readonly message: string
  readonly place: string
  readonly sourceId?: string
}

/** What a reader made of a file. Everything of the file is either in `pictures` or named in `warnings`. */
export type Imported = { readonly pictures: readonly ImportedPicture[]; readonly warnings: readonly ImportWarning[] }
