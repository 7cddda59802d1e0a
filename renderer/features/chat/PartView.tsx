import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { TurnId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { ImageChip } from './ImageChip.tsx'
import { Mention } from './Mention.tsx'

/** One part of a message as it is read: text, chips, or a coordinate that could not be understood. */
export function PartView(props: {
  readonly part: Part
  /** Where it stands, when it is part of a committed message: a malformed coordinate can then be drawn instead. */
  readonly turnId?: TurnId
  readonly index?: number
}): JSX.Element {
  const { chat, editor } = useWorkspace()
  return (
    <Switch>
      <Match when={props.part.kind === 'text' && props.part}>
        {(part) => <span data-part={props.index}>{part().text}</span>}
      </Match>
      <Match when={props.part.kind === 'mention' && props.part}>
        {(part) => <Mention ids={part().regionIds} kept={part().keeps ? part().sent : undefined} interactive />}
      </Match>
      <Match when={props.part.kind === 'image' && props.part}>
        {(part) => <ImageChip id={part().imageId} interactive />}
      </Match>
      <Match when={props.part.kind === 'malformed' && props.part}>
        {(part) => (
          <>
            <span
              class="malformed mono"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a pointer
              tabIndex={0}
              role="note"
              aria-label={t('turn.malformed', { text: part().text, reason: said(part().message) })}
              title={said(part().message)}
            >
              {part().text}
            </span>
            <Show when={props.turnId && editor.writable() && props}>
              {(place) => (
                <button
                  type="button"
                  class="malformed-fix"
                  onClick={() => chat.fix({ turnId: place().turnId as TurnId, index: place().index ?? 0 })}
                >
                  {chat.fixing()?.turnId === place().turnId && chat.fixing()?.index === place().index
                    ? t('turn.fixing')
                    : t('turn.fix')}
                </button>
              )}
            </Show>
          </>
        )}
      </Match>
    </Switch>
  )
}
