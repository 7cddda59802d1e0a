import { createSignal, For, type JSX, Show } from 'solid-js'
import { movedMentions } from '../../../shared/dialogue/moved-mentions.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { momentText, timeText } from '../../text/time-text.ts'
import { t } from '../../text/translate.ts'
import type { NearWatch } from '../../ui/create-near-watch.ts'
import { AlternativeArrows } from './AlternativeArrows.tsx'
import { MovedNote } from './MovedNote.tsx'
import { PartView } from './PartView.tsx'
import { RunLine } from './RunLine.tsx'
import { TurnActions } from './TurnActions.tsx'
import { TurnEditor } from './TurnEditor.tsx'
import './transcript.css'

/** One committed message with what can be done with it: the buttons for that once it is nearly in view. */
export function TurnView(props: { readonly turn: Turn; readonly whenNear: NearWatch }): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor } = workspace
  const editing = () => chat.editing() === props.turn.id
  const [showsRaw, setShowsRaw] = createSignal(false)
  const [near, setNear] = createSignal(false)
  const fromModel = () => props.turn.role === 'assistant'
  const moved = () => movedMentions(props.turn, editor.document.regions)
  const raw = () => [...(props.turn.earlierRuns ?? []), props.turn.run].map((run) => run?.rawAnswer ?? '').join('')

  function done(parts: Part[] | null): void {
    chat.edit(null)
    workspace.composer()?.focus()
    const said = parts ?? props.turn.parts
    if (said.length === 0 && props.turn.parts.length === 0 && !props.turn.run) chat.removeTurn(props.turn.id)
    else if (parts) chat.editTurn(props.turn.id, parts)
  }

  return (
    <article
      ref={(element) => props.whenNear(element, () => setNear(true))}
      class="turn"
      classList={{ 'turn-model': fromModel(), 'turn-person': !fromModel() }}
      aria-label={fromModel() ? t('turn.answer') : t('turn.question')}
      data-turn={props.turn.id}
    >
      <Show when={!editing()} fallback={<TurnEditor turn={props.turn} onDone={done} />}>
        <p class="turn-text">
          <For each={props.turn.parts}>
            {(part, index) => <PartView part={part} turnId={props.turn.id} index={index()} />}
          </For>
          <Show when={props.turn.parts.length === 0}>
            <span class="muted">{t('turn.empty')}</span>
          </Show>
        </p>
      </Show>
      <Show when={moved().follows.length + moved().keeps.length > 0}>
        <MovedNote turn={props.turn} follows={moved().follows} keeps={moved().keeps} />
      </Show>
      <Show when={showsRaw() && props.turn.run}>
        <section class="turn-raw mono" aria-label={t('turn.raw')}>
          {raw()}
        </section>
      </Show>
      <footer class="turn-foot">
        <Show when={props.turn.run}>{(run) => <RunLine run={run()} />}</Show>
        <Signature turn={props.turn} />
        <Show when={props.turn.review === 'reviewed'}>
          <span class="badge badge-good">{t('turn.reviewed')}</span>
        </Show>
        <Show when={props.turn.alternatives?.length}>
          <AlternativeArrows turn={props.turn} />
        </Show>
        <Show when={near()} fallback={<span class="turn-actions" />}>
          <TurnActions turn={props.turn} showsRaw={showsRaw()} onShowRaw={() => setShowsRaw(!showsRaw())} />
        </Show>
      </footer>
    </article>
  )
}

/** Who wrote it and when, and who changed it last. */
function Signature(props: { readonly turn: Turn }): JSX.Element {
  const time = (at: number): string => timeText(at, 'short')
  const words = (): string => {
    const { author, createdAt, editedAt, editedBy } = props.turn
    const written = author ? t('turn.written', { name: author, time: time(createdAt) }) : time(createdAt)
    if (editedAt === undefined) return written
    const edited = t('turn.edited', { name: editedBy ?? '', time: time(editedAt) }).replace(/\s+/g, ' ')
    return `${written} · ${edited}`
  }
  return (
    <span class="turn-signature numbers" title={momentText(props.turn.editedAt ?? props.turn.createdAt)}>
      {words()}
    </span>
  )
}
