import type { Region } from '../../dialogue/region.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { assertNever } from '../../result.ts'
import type { DraftPart } from '../make-record.ts'

/** Words of a text, `[start, end)` in Unicode code points as Python counts them, and what they name. Empty where nothing is said. */
export type GroundedSpan = { readonly start: number; readonly end: number; readonly regions: readonly Region[] }

/** A turn's words with the places that its mentions ground. */
export type GroundedText = {
  readonly text: string
  readonly spans: readonly GroundedSpan[]
  /** Regions that the turn mentions and that are gone. */
  readonly missing: number
}

/** The number of code points of a text. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * The words of a turn with `mark` for each picture. A mention grounds its phrase where that stands at the end of the words before it,
 * else the empty place after them.
 */
export function groundedText(turn: Turn, regions: Readonly<Record<string, Region>>, mark: string): GroundedText {
  let text = ''
  let missing = 0
  const spans: GroundedSpan[] = []
  for (const part of turn.parts) {
    switch (part.kind) {
      case 'text':
      case 'malformed':
        text += part.text
        break
      case 'image':
        text += mark
        break
      case 'mention': {
        const found = part.regionIds.flatMap((id) => regions[id] ?? [])
        missing += part.regionIds.length - found.length
        const before = text.trimEnd()
        const words = part.phrase?.trim() ?? ''
        const isSaid = words !== '' && before.endsWith(words)
        const end = codePoints(isSaid ? before : text)
        spans.push({ start: isSaid ? end - codePoints(words) : end, end, regions: found })
        break
      }
      default:
        assertNever(part)
    }
  }
  return { text, spans, missing }
}

/** A text as parts: words, with a mention behind each grounded place. Spans are in code points and may come in any order. */
export function partsOfGrounded(
  text: string,
  spans: readonly { readonly start: number; readonly end: number; readonly regions: readonly number[] }[],
): DraftPart[] {
  const signs = [...text]
  const parts: DraftPart[] = []
  let at = 0
  const ordered = spans
    .map((span, index) => ({ ...span, index }))
    .sort((a, b) => a.end - b.end || a.start - b.start || a.index - b.index)
  for (const { start, end, regions } of ordered) {
    if (end > at) parts.push({ kind: 'text', text: signs.slice(at, end).join('') })
    at = Math.max(at, end)
    const phrase = signs.slice(start, end).join('')
    parts.push({ kind: 'mention', regions, ...(phrase === '' ? {} : { phrase }) })
  }
  if (at < signs.length) parts.push({ kind: 'text', text: signs.slice(at).join('') })
  return parts
}
