import { createStore, produce } from 'solid-js/store'
import type { AskItem } from '../../shared/api/chat.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Part } from '../../shared/dialogue/turn.ts'
import { assertNever } from '../../shared/result.ts'

/** An answer while it is being written. Not in the document; replaced by the committed turn. */
export type LiveAnswer = {
  readonly parts: readonly Part[]
  /** Coordinates that are still being written. */
  readonly pending: string
  readonly regions: readonly Region[]
}

type MutableLive = { parts: Part[]; pending: string; regions: Region[] }

/** A store of one growing answer: `take` applies what the stream sends (all but `done`), `clear` empties it. */
export function createLiveAnswer(): {
  readonly answer: LiveAnswer
  take(item: Exclude<AskItem, { kind: 'done' }>): void
  clear(): void
} {
  const [answer, set] = createStore<MutableLive>({ parts: [], pending: '', regions: [] })
  return {
    answer,
    take(item) {
      set(
        produce((live) => {
          switch (item.kind) {
            case 'text': {
              const last = live.parts[live.parts.length - 1]
              if (last?.kind === 'text') last.text += item.text
              else live.parts.push({ kind: 'text', text: item.text })
              live.pending = ''
              return
            }
            case 'pending':
              live.pending = item.text
              return
            case 'mention':
              live.parts.push({ kind: 'mention', regionIds: item.regions.map((region) => region.id) })
              live.regions.push(...item.regions)
              live.pending = ''
              return
            case 'malformed':
              live.parts.push({ kind: 'malformed', text: item.text, code: item.code, message: item.message })
              live.pending = ''
              return
            default:
              assertNever(item)
          }
        }),
      )
    },
    clear: () => set({ parts: [], pending: '', regions: [] }),
  }
}
