import { type Accessor, createSignal } from 'solid-js'
import type { ModelCard } from '../../shared/api/chat.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { Device, LoadedModel } from '../../shared/api/engine.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc/contract.ts'

/** What is known of the model that answers. Says only what was measured. */
export type ModelState =
  | { readonly kind: 'looking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly card: ModelCard }
  | { readonly kind: 'ready'; readonly card: ModelCard; readonly loaded: LoadedModel }
  | { readonly kind: 'failed'; readonly card: ModelCard | null; readonly error: ErrorData }

/** The installed models and the one that is loaded. */
export type Models = {
  readonly cards: Accessor<readonly ModelCard[]>
  /** The languages that the chosen model reads, as `en`; `undefined` where that is not known. */
  readonly languages: Accessor<readonly string[] | undefined>
  readonly state: Accessor<ModelState>
  /** Tokens a second of the last answer since the start; `null` before the first. */
  readonly speed: Accessor<number | null>
  noteSpeed(tokensPerSecond: number): void
  /** Looks for models and loads the first usable one. */
  start(): Promise<void>
  load(modelId: string): Promise<void>
}

/** Loads on the device that `device` names at that time. */
export function createModels(client: Client<typeof deixisApi>, device: Accessor<Device>): Models {
  const [cards, setCards] = createSignal<readonly ModelCard[]>([])
  const [state, setState] = createSignal<ModelState>({ kind: 'looking' })
  const [speed, setSpeed] = createSignal<number | null>(null)
  let latest = 0

  async function load(modelId: string): Promise<void> {
    const card = cards().find((each) => each.id === modelId)
    if (!card) return
    const turn = ++latest
    setState({ kind: 'loading', card })
    try {
      const loaded = await client['chat.load']({ modelId, device: device() })
      if (turn === latest) setState({ kind: 'ready', card, loaded })
    } catch (thrown) {
      if (turn === latest) setState({ kind: 'failed', card, error: toAppError(thrown).toData() })
    }
  }

  return {
    cards,
    languages() {
      const now = state()
      return 'card' in now ? now.card?.languages : undefined
    },
    state,
    speed,
    noteSpeed: (tokensPerSecond) => void setSpeed(tokensPerSecond),
    async start() {
      try {
        const { models } = await client['chat.models']({})
        setCards(models)
        const usable = models.find((card) => card.problem === undefined) ?? models[0]
        if (usable) await load(usable.id)
        else setState({ kind: 'none' })
      } catch (thrown) {
        setState({ kind: 'failed', card: null, error: toAppError(thrown).toData() })
      }
    },
    load,
  }
}
