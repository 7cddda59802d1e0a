import type { Size } from '../geometry/spaces.ts'
import type { Result } from '../result.ts'

/** A shape in pixels of the upright picture; structurally the `Shape` of a region. */
export type DialectShape =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'box'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }

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

/** A span that was read although the system's own reader would not, or would read it otherwise. */
export type SpanWarning = {
  readonly code: 'upstream-unread' | 'outside-image' | 'scale-unlikely'
  readonly message: string
}

/** Why a mention cannot be written in a dialect. */
export type EncodeLoss = {
  readonly code: 'kind-unsupported' | 'mixed-kinds' | 'empty-mention' | 'not-finite'
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

/** How one system writes coordinates as text and how its output is read back. One file per dialect. */
export type Dialect = {
  readonly id: string
  readonly title: string
  /** Frame, scale and rounding in one sentence for people. */
  readonly frame: string
  readonly points: boolean
  /** Half of the dialect's step, in pixels of a picture of this size: what a round trip may move a coordinate. */
  halfStep(size: Size): { readonly x: number; readonly y: number }
  /** One mention as text. Total: never throws; what cannot be written is a named loss. */
  encode(shapes: readonly DialectShape[], size: Size): Result<string, EncodeLoss>
  /** Never throws on any string. */
  parser(size: Size): SpanParser
  /** The whole text at once; the same spans as `parser`. */
  decode(text: string, size: Size): Span[]
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
  readonly assistant: string
  /** What stands for the picture when no turn names it, with the blanks or words around it; contains one `<image>`. */
  readonly image: string
  /** Where `image` goes: at the start of the first user turn (when absent), or in front of the whole prompt, whatever turns name. */
  readonly imagePlacement?: 'first-turn' | 'front'
}
