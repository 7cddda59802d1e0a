import type { PixelBox, PixelPoint, Size } from '../geometry/spaces.ts'
import type { Result } from '../result.ts'

/** A shape in pixels of the upright picture; structurally the `Shape` of a region. */
export type DialectShape =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'box'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  /** One ring of at least three corners; the last is joined to the first. */
  | { readonly kind: 'polygon'; readonly points: readonly PixelPoint[] }

/**
 * A piece of a model's text. `start` and `end` are offsets in UTF-16 units of the whole text; pieces tile it without gaps.
 * A streaming parser may give one run of text as several text spans; everything else does not depend on the cuts.
 */
export type Span =
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly text: string }
  | {
      readonly kind: 'mention'
      readonly start: number
      readonly end: number
      readonly text: string
      readonly shapes: readonly DialectShape[]
      readonly warnings: readonly SpanWarning[]
      /** The words the shapes belong to, where the dialect marks them; they are part of `text`, blanks and all. */
      readonly phrase?: string
      /** What the text calls each shape ('' is nothing), where the dialect has a place for that; not words of the sentence. */
      readonly labels?: readonly string[]
    }
  | {
      readonly kind: 'malformed'
      readonly start: number
      readonly end: number
      readonly text: string
      readonly code: SpanProblem
      readonly message: string
    }

/** Why a span could not be read as coordinates. */
export type SpanProblem =
  | 'out-of-range'
  | 'corners-swapped'
  | 'wrong-count'
  | 'mixed-kinds'
  | 'not-a-number'
  | 'unclosed'
  | 'kind-unsupported'
  | 'no-frame'
  /** The text has a place for numbers that travel beside it, and none came. */
  | 'numbers-missing'

/** A span that was read although the system's own reader would not, or would read it otherwise. */
export type SpanWarning = {
  readonly code: 'upstream-unread' | 'outside-image' | 'scale-unlikely' | 'mask-ignored' | 'rings-apart'
  readonly message: string
}

/** Why a mention cannot be written in a dialect. */
export type EncodeLoss = {
  readonly code:
    | 'kind-unsupported'
    | 'mixed-kinds'
    | 'empty-mention'
    | 'not-finite'
    | 'no-area'
    | 'corners-swapped'
    | 'outside-image'
    | 'unsafe-label'
    | 'no-frame'
  readonly message: string
}

/** Text that would be taken for something else by the system's loader when a user types it. */
export type TextHazard = {
  readonly code: 'placeholder' | 'role-marker' | 'brace'
  readonly text: string
  readonly start: number
}

/** Reads text piece by piece; the spans do not depend on how the text was cut. */
export type SpanParser = {
  /** Feeds text; returns the spans that are now certain. */
  push(text: string): Span[]
  /** Text that may still become coordinates. */
  pending(): string
  /** No more text: returns the rest. */
  end(): Span[]
}

/** Kinds of shapes. */
export type ShapeKinds = { readonly points: boolean; readonly boxes: boolean; readonly polygons: boolean }

/**
 * What a system's text, with the numbers beside it, can carry; what it cannot is a named loss of an export, never a silent one. Masks
 * and paths that a system has apart from its text do not count (`note` names them).
 */
export type Capabilities = {
  /** Shapes a user's turn can carry. */
  readonly asks: ShapeKinds
  /** Shapes the model itself can write. */
  readonly answers: ShapeKinds
  readonly images: 'one' | 'several'
  /** The text its own training takes loss on: answers, answers with the role words in front, or all text. */
  readonly loss: 'answers' | 'answers-and-headers' | 'all-text'
}

/** Where a mention stands, for dialects that write it differently from place to place. */
export type MentionContext = {
  readonly role: 'user' | 'assistant'
  /** The words it belongs to, with the blank in front when the dialect's `phrases` wants it inside. */
  readonly phrase?: string
  /** The label of each shape's region ('' is none), for dialects with a place for it; absent: none has one. */
  readonly labels?: readonly string[]
  /** The number of each shape's region in the dialogue, counted from 1 in order of first mention; absent: 1, 2, … all new. */
  readonly regions?: readonly { readonly number: number; readonly isNew: boolean }[]
}

/** Numbers that travel beside the text, one list for each place that the text keeps for them. */
export type BesideValues = readonly (readonly number[])[]

/** Where the rule of a dialect is from: an arXiv number where there is a paper, and the code that was read. */
export type DialectSource = { readonly paper: string | null; readonly code: string | null }

/** How one system writes coordinates as text and how its output is read back. One file per dialect. */
export type Dialect = {
  readonly id: string
  readonly title: string
  /** Frame, scale and rounding in one sentence for people. */
  readonly frame: string
  readonly source: DialectSource
  /** What is not known for sure about the rule, in one sentence; absent where the code was read and run. */
  readonly uncertain?: string
  /** What else people should know before they choose it, in one sentence. */
  readonly note?: string
  readonly points: boolean
  /** False where the text has points only; absent means that boxes can be written. */
  readonly boxes?: boolean
  readonly can: Capabilities
  /** Where the dialect marks the words of a mention: with the blank in front of them inside or outside the marks. */
  readonly phrases?: 'blank-inside' | 'blank-outside'
  /** Half of the dialect's step, in pixels of a picture of this size: what a round trip may move a coordinate. */
  halfStep(size: Size): { readonly x: number; readonly y: number }
  /** What the numbers count across, in pixels of the upright picture; the whole picture when absent. */
  area?(size: Size): PixelBox
  /** The size the picture has when its pixels are counted, where that is another than its own; null when it is refused. */
  resized?(size: Size): Size | null
  /** Parts of the picture that the model sees one by one, in pixels of the upright picture; they do not change the numbers. */
  tiles?(size: Size): readonly PixelBox[]
  /** One mention as text; a user's without a phrase when `context` is absent. Total: never throws; what cannot be written is a named loss. */
  encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss>
  /** The largest coordinates of a box, in pixels, where they are less than the picture's far edge (the edge is moved there). */
  reach?(size: Size): { readonly x: number; readonly y: number }
  /** Only where numbers travel beside the text: those of a mention that `encode` takes. */
  beside?(shapes: readonly DialectShape[], size: Size, context?: MentionContext): BesideValues
  /** Never throws on any string. `values` are the numbers that came beside the text; other dialects take no notice of them. */
  parser(size: Size, values?: BesideValues): SpanParser
  /** The whole text at once; the same spans as `parser`. */
  decode(text: string, size: Size, values?: BesideValues): Span[]
  /** Places in a user's text that this system's loaders would misread. */
  hazards(text: string): TextHazard[]
  /** How the system's own training and demo code joins turns; a model may carry another one. */
  readonly template: PromptTemplate
}

/** How turns become one prompt. */
export type PromptTemplate = {
  readonly system: string
  /** `{text}` stands for the turn's text. */
  readonly user: string
  /** Every user turn but the first, where it differs. */
  readonly laterUser?: string
  readonly assistant: string
  /** What stands for the picture when no turn names it, with the blanks or words around it; contains one `<image>`. */
  readonly image: string
  /**
   * Where `image` goes: at the start of the first user turn unless it names the picture itself (when absent), at the start of the
   * first user turn whatever it names, with the blanks around the turn taken off, or in front of the whole prompt.
   */
  readonly imagePlacement?: 'first-turn' | 'turn-start' | 'front'
}
