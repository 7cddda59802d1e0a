import type { WrittenTurn } from '../../dialogue/prompt.ts'
import type { Region } from '../../dialogue/region.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { imageMark } from '../../dialogue/write-turn.ts'
import { assertNever } from '../../result.ts'
import type { DialogueSource } from '../source.ts'

/** A turn whose mentions are marks, and the regions of each mark in order. */
export type MarkedTurn = WrittenTurn & {
  readonly mentions: readonly (readonly Region[])[]
  /** The words that each mention belongs to, where it has some. */
  readonly phrases: readonly (string | undefined)[]
}

/** Writes every mention as `mark(regions)`. Regions that are gone are left out; the audit has refused such turns before. */
export function markTurn(turn: Turn, source: DialogueSource, mark: (regions: readonly Region[]) => string): MarkedTurn {
  const mentions: Region[][] = []
  const phrases: (string | undefined)[] = []
  const pieces = turn.parts.map((part) => {
    switch (part.kind) {
      case 'text':
      case 'malformed':
        return part.text
      case 'image':
        return imageMark
      case 'mention': {
        const regions = part.regionIds.flatMap((id) => source.regions[id] ?? [])
        mentions.push(regions)
        phrases.push(part.phrase)
        return mark(regions)
      }
      default:
        return assertNever(part)
    }
  })
  return { role: turn.role, text: pieces.join(''), mentions, phrases }
}

/** What lines that hold marks alone do not keep of mentions, each kind once. */
export function mentionLosses(
  turns: readonly MarkedTurn[],
  name: string,
): readonly { readonly code: string; readonly message: string }[] {
  const losses = []
  if (turns.some((turn) => turn.mentions.flat().some(({ label }) => label !== ''))) {
    losses.push({ code: 'label-lost', message: `${name} has no place for what regions are called.` })
  }
  if (turns.some((turn) => turn.phrases.some((phrase) => phrase !== undefined))) {
    losses.push({ code: 'phrase-lost', message: `${name} does not say which words a mention belongs to.` })
  }
  return losses
}
