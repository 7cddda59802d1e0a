import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { PromptLength } from '../../../shared/api/chat.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { Chat } from '../../state/create-chat.ts'

/** How much of what the model can read a message takes, with the dialogue before it. */
export type PromptFit = {
  /** The length of the prompt that is longer than the model can read; `null` = it fits, as far as is known. */
  readonly excess: Accessor<PromptLength | null>
  /** False when the message as it is now is surely short enough, so that nobody has to wait for `fits`. */
  mayBeTooLong(): boolean
  /** Counts the message as it is now. True also where it cannot be counted. */
  fits(): Promise<boolean>
}

type Measured = PromptLength & { readonly bytes: number }

const restMs = 200
/** A mention is never written with more characters for each region. */
const bytesPerRegion = 80

/** Counts a while after each change of the message, the dialogue or the model. */
export function createPromptFit(
  chat: Pick<Chat, 'prompt' | 'turns' | 'models' | 'busy' | 'dialogue'>,
  parts: Accessor<readonly Part[]>,
): PromptFit {
  const [measured, setMeasured] = createSignal<Measured | null>(null)
  let stop = new AbortController()
  onCleanup(() => stop.abort())

  async function measure(): Promise<boolean> {
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    const bytes = bytesOf(parts())
    try {
      const { length } = await chat.prompt(parts(), signal)
      if (!signal.aborted) setMeasured(length ? { ...length, bytes } : null)
      return !length || length.tokens <= length.limit
    } catch {
      // What cannot be written cannot be counted; asking tells why.
      if (!signal.aborted) setMeasured(null)
      return true
    }
  }

  createEffect(
    on([parts, chat.turns, chat.models.state, chat.busy], ([now, , model, busy]) => {
      if (model.kind !== 'ready' || busy || now.length === 0) {
        setMeasured(null)
        return
      }
      const timer = setTimeout(() => void measure(), restMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )

  const excess = (): PromptLength | null => {
    const now = measured()
    return now && now.tokens > now.limit ? now : null
  }
  return {
    excess,
    // A token is at least one byte, so what was counted and the bytes since are the most it can be.
    mayBeTooLong() {
      const now = measured()
      const said = bytesOf(parts())
      if (!now) return said + chat.turns().reduce((sum, turn) => sum + bytesOf(turn.parts), 0) > 400
      return now.tokens + Math.max(0, said - now.bytes) > now.limit
    },
    fits: measure,
  }
}

function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => {
    if (part.kind === 'mention') return sum + bytesPerRegion * part.regionIds.length
    return part.kind === 'image' ? sum : sum + new TextEncoder().encode(part.text).length
  }, 0)
}
