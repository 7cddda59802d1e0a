import { type JSX, Match, Switch } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { t } from '../../text/translate.ts'
import { Mention } from './Mention.tsx'

/** One part of a message as it is read: text, chips, or a coordinate that could not be understood. */
export function PartView(props: { readonly part: Part }): JSX.Element {
  return (
    <Switch>
      <Match when={props.part.kind === 'text' && props.part}>{(part) => <span>{part().text}</span>}</Match>
      <Match when={props.part.kind === 'mention' && props.part}>
        {(part) => <Mention ids={part().regionIds} interactive />}
      </Match>
      <Match when={props.part.kind === 'malformed' && props.part}>
        {(part) => (
          <span
            class="malformed mono"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a pointer
            tabIndex={0}
            role="note"
            aria-label={t('turn.malformed', { text: part().text, reason: part().message })}
            title={part().message}
          >
            {part().text}
          </span>
        )}
      </Match>
    </Switch>
  )
}
