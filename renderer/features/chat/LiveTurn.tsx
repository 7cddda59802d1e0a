import { Index, type JSX, Show } from 'solid-js'
import type { LiveAnswer } from '../../state/live-answer.ts'
import { t } from '../../text/translate.ts'
import { PartView } from './PartView.tsx'

/** The answer while it is being written. Half-written coordinates stay grey text. */
export function LiveTurn(props: { readonly answer: LiveAnswer }): JSX.Element {
  return (
    <article class="turn turn-model turn-live" aria-label={t('turn.answer')} aria-busy="true">
      <p class="turn-text">
        <Index each={props.answer.parts}>{(part) => <PartView part={part()} />}</Index>
        <Show when={props.answer.pending !== ''}>
          <span class="turn-pending mono">{props.answer.pending}</span>
        </Show>
        <span class="turn-caret" aria-hidden="true" />
      </p>
    </article>
  )
}
