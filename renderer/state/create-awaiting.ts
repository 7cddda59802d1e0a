import { type Accessor, createSignal } from 'solid-js'
import { correctRejected } from '../../shared/document/commands/correct-rejected.ts'
import { groundedAt, groundWords, ungroundWords, type Words } from '../../shared/document/commands/ground-words.ts'
import { replaceMalformed } from '../../shared/document/commands/replace-malformed.ts'
import { newId, type RegionId, type TurnId } from '../../shared/ids.ts'
import type { Editor } from './editor.ts'

/** What the next region that is drawn, or clicked, is wanted for. */
export type Awaited =
  | { readonly kind: 'fix'; readonly turnId: TurnId; readonly index: number }
  | { readonly kind: 'ground'; readonly words: Words; readonly phrase: string }
  | { readonly kind: 'correct'; readonly rejected: RegionId }

/** Regions that a message waits for. */
export type Awaiting = {
  readonly awaited: Accessor<Awaited | null>
  /** Waits for the region that malformed coordinates meant. */
  fix(place: { readonly turnId: TurnId; readonly index: number }): void
  readonly fixing: Accessor<{ readonly turnId: TurnId; readonly index: number } | null>
  /** Waits for the regions of words; words that are grounded already lose theirs. */
  ground(words: Words): void
  /** Offers to draw the right region in place of a rejected one. */
  offerCorrection(rejected: RegionId): void
  /** The group of the next region's entry, so that drawing it and putting it in its place is one step; none while nothing waits. */
  stepOfDrawing(): string | undefined
  /** A region was drawn or clicked. True when it was waited for. */
  take(id: RegionId, drawn: boolean): boolean
  stopAwaiting(): void
}

/** Follows the editor: what waits ends when its image is left. */
export function createAwaiting(editor: Editor): Awaiting {
  const [state, setState] = createSignal<{ readonly what: Awaited; readonly imageId: string | null } | null>(null)
  let step = newId<string>()
  const wait = (what: Awaited): void => void setState({ what, imageId: editor.imageId() })
  const awaited = (): Awaited | null => {
    const now = state()
    return now !== null && now.imageId === editor.imageId() ? now.what : null
  }

  return {
    awaited,
    fix(place) {
      wait({ kind: 'fix', ...place })
      editor.setTool('box')
    },
    fixing() {
      const now = awaited()
      return now?.kind === 'fix' ? now : null
    },
    ground(words) {
      const turn = editor.snapshot().turns[words.turnId]
      const part = turn?.parts[words.part]
      if (part?.kind !== 'text' || !editor.writable()) return
      if (turn && groundedAt(turn.parts, words)) {
        editor.commit('history.unground-words', ungroundWords(words))
        return
      }
      wait({ kind: 'ground', words, phrase: part.text.slice(words.start, words.end).trim() })
    },
    offerCorrection: (rejected) => wait({ kind: 'correct', rejected }),
    stepOfDrawing: () => (awaited() === null ? undefined : step),
    take(id, drawn) {
      const now = awaited()
      if (now === null) return false
      const group = drawn ? step : undefined
      step = newId()
      switch (now.kind) {
        case 'fix':
          editor.commit('history.fix-coordinates', replaceMalformed(now.turnId, now.index, id), { group })
          setState(null)
          return true
        case 'ground':
          editor.commit('history.ground-words', groundWords(now.words, [id]), { group })
          return true
        case 'correct':
          if (!drawn) return false
          editor.commit('history.correct-rejected', correctRejected(now.rejected, id), { group })
          setState(null)
          return true
      }
    },
    stopAwaiting: () => void setState(null),
  }
}
