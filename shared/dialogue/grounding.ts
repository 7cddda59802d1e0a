import type { Dialect, Span, SpanWarning } from '../dialects/dialect.ts'
import type { Size } from '../geometry/spaces.ts'
import type { ImageId, RegionId, TurnId } from '../ids.ts'
import { assertNever } from '../result.ts'
import { phraseBefore } from './phrase-before.ts'
import type { Region } from './region.ts'
import type { Part } from './turn.ts'

/** What a reader of the answer is told while it is being written. */
export type GroundingEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pending'; readonly text: string }
  | { readonly kind: 'mention'; readonly regions: Region[] }
  | { readonly kind: 'malformed'; readonly text: string; readonly code: string; readonly message: string }

/** A warning and the characters of the answer it is about. */
export type GroundingWarning = SpanWarning & { readonly start: number; readonly end: number; readonly text: string }

/** What an answer is read with: `image` is the picture it is about. */
export type GroundingOptions = {
  readonly dialect: Dialect
  readonly image: Size & { readonly id: ImageId }
  readonly turnId: TurnId
  /** The n of the first new "Rn". */
  readonly firstNumber: number
  readonly newId: () => RegionId
  readonly now: () => number
  /** True when the text goes on from words that stand before it: blanks in front then count. */
  readonly goesOn?: boolean
  /** How sure the model is of each shape of a mention, 0 to 1; offsets are those of the whole answer. */
  readonly confidences?: (start: number, end: number) => readonly (number | undefined)[]
}

/** Reads one answer as it streams in: text, mentions of new proposals, malformed coordinates. */
export type Grounding = {
  /** Feeds text; returns what became certain, and the coordinates still being written when those changed. */
  push(text: string): GroundingEvent[]
  /** The answer is over (or was stopped): what was pending is settled. */
  end(): GroundingEvent[]
  /** The answer so far, settled parts only, neighbouring texts joined. */
  parts(): Part[]
  regions(): Region[]
  warnings(): GroundingWarning[]
}

/**
 * Every coordinate of an answer becomes a new region: an open proposal whose `predicted` shape is what the model said. Shapes outside
 * the picture are kept and warned about. Blanks in front of an answer belong to the prompt's form and are left out.
 */
export function createGrounding(options: GroundingOptions): Grounding {
  const parser = options.dialect.parser(options.image)
  const parts: Part[] = []
  const regions: Region[] = []
  const warnings: GroundingWarning[] = []
  let shown = ''

  function addText(text: string): void {
    const last = parts.at(-1)
    if (last?.kind === 'text') last.text += text
    else parts.push({ kind: 'text', text })
  }

  /** The words that a region belongs to where the dialect itself cannot say it. */
  function namedBefore(): string | undefined {
    const last = parts.at(-1)
    return options.dialect.phrases === undefined && last?.kind === 'text' ? phraseBefore(last.text) : undefined
  }

  function propose(span: Span & { kind: 'mention' }): Region[] {
    const confidences = options.confidences?.(span.start, span.end) ?? []
    return span.shapes.map((shape, index) => {
      const confidence = confidences.length === span.shapes.length ? confidences[index] : undefined
      const region: Region = {
        id: options.newId(),
        imageId: options.image.id,
        number: options.firstNumber + regions.length,
        shape: { ...shape },
        label: span.labels?.[index] ?? '',
        origin: 'model',
        proposal: {
          turnId: options.turnId,
          predicted: { ...shape },
          judgement: 'open',
          ...(confidence !== undefined && { confidence }),
        },
        createdAt: options.now(),
      }
      regions.push(region)
      return region
    })
  }

  function settle(span: Span): GroundingEvent[] {
    switch (span.kind) {
      case 'text': {
        const text = parts.length === 0 && !options.goesOn ? span.text.trimStart() : span.text
        if (text === '') return []
        addText(text)
        return [{ kind: 'text', text }]
      }
      case 'mention': {
        const made = propose(span)
        const regionIds = made.map((region) => region.id)
        const events: GroundingEvent[] = []
        if (span.phrase === undefined) {
          const phrase = namedBefore()
          parts.push({ kind: 'mention', regionIds, ...(phrase !== undefined && { phrase }) })
        } else {
          // The marks around the words are the dialect's; the words themselves are part of the answer.
          const words = parts.length === 0 && !options.goesOn ? span.phrase.trimStart() : span.phrase
          if (words !== '') {
            addText(words)
            events.push({ kind: 'text', text: words })
          }
          parts.push({ kind: 'mention', regionIds, phrase: words.trim() })
        }
        const { start, end, text } = span
        for (const warning of span.warnings) warnings.push({ ...warning, start, end, text })
        return [...events, { kind: 'mention', regions: made }]
      }
      case 'malformed': {
        const { text, code, message } = span
        parts.push({ kind: 'malformed', text, code, message })
        return [{ kind: 'malformed', text, code, message }]
      }
      default:
        return assertNever(span)
    }
  }

  function take(spans: readonly Span[]): GroundingEvent[] {
    const settled = spans.flatMap(settle)
    const pending = parser.pending()
    const events: GroundingEvent[] = []
    // What was pending is withdrawn first, so that it never stands beside its own mention.
    if (settled.length > 0 && shown !== '') {
      events.push({ kind: 'pending', text: '' })
      shown = ''
    }
    events.push(...settled)
    if (pending !== shown) events.push({ kind: 'pending', text: pending })
    shown = pending
    return events
  }

  return {
    push: (text) => take(parser.push(text)),
    end: () => take(parser.end()),
    parts: () => parts.map((part) => ({ ...part })),
    regions: () => [...regions],
    warnings: () => [...warnings],
  }
}
