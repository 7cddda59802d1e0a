import { type Component, createContext, useContext } from 'solid-js'
import type { Part } from '../../shared/dialogue/turn.ts'
import type { RegionId } from '../../shared/ids.ts'

/** What every place that edits a message gives to its editor. */
type MessageFieldProps = {
  readonly label: string
  readonly initial: readonly Part[]
  readonly placeholder?: string
  readonly onChange: (parts: Part[]) => void
  readonly onKey?: (event: KeyboardEvent) => boolean
  readonly onSubmit: () => void
  readonly onLeave: () => void
  readonly ref: (handle: { focus(): void; insertMention(ids: readonly RegionId[]): void }) => void
}

/** How messages are shown and edited, for features beside the chat. */
export type MessageViews = {
  readonly Part: Component<{ readonly part: Part }>
  readonly Field: Component<MessageFieldProps>
}

/** Given by the project screen. */
export const MessageViewsContext = createContext<MessageViews>()

/** How messages are shown and edited here. Throws outside of a project's screen, which is a mistake of the program. */
export function useMessageViews(): MessageViews {
  const views = useContext(MessageViewsContext)
  if (!views) throw new Error('no message views around this component')
  return views
}
