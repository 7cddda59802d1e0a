import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import FileText from 'lucide-solid/icons/file-text'
import Pencil from 'lucide-solid/icons/pencil'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { partsText } from './mention-text.ts'
import { PartView } from './PartView.tsx'
import { RunLine } from './RunLine.tsx'
import { TurnEditor } from './TurnEditor.tsx'
import './transcript.css'

/** One committed message with what can be done with it. */
export function TurnView(props: { readonly turn: Turn; readonly isLastAnswer: boolean }): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor } = workspace
  const editing = () => chat.editing() === props.turn.id
  const [showsRaw, setShowsRaw] = createSignal(false)
  const fromModel = () => props.turn.role === 'assistant'
  const locked = () => (editor.writable() ? null : t('chat.unavailable.read-only'))

  async function copy(): Promise<void> {
    const image = workspace.library.image(editor.imageId() ?? ('' as never))
    const text = partsText(props.turn.parts, workspace.region, workspace.dialect(), image, t('chip.gone'))
    await navigator.clipboard.writeText(text)
  }

  return (
    <article
      class="turn"
      classList={{ 'turn-model': fromModel(), 'turn-person': !fromModel() }}
      aria-label={fromModel() ? t('turn.answer') : t('turn.question')}
      data-turn={props.turn.id}
    >
      <Show
        when={!editing()}
        fallback={
          <TurnEditor
            turn={props.turn}
            onDone={(parts) => {
              chat.edit(null)
              workspace.composer()?.focus()
              if (parts) chat.editTurn(props.turn.id, parts)
            }}
          />
        }
      >
        <p class="turn-text">
          <For each={props.turn.parts}>{(part) => <PartView part={part} />}</For>
          <Show when={props.turn.parts.length === 0}>
            <span class="muted">{t('turn.empty')}</span>
          </Show>
        </p>
      </Show>
      <Show when={showsRaw() && props.turn.run}>
        {(run) => (
          <section class="turn-raw mono" aria-label={t('turn.raw')}>
            {run().rawAnswer}
          </section>
        )}
      </Show>
      <footer class="turn-foot">
        <Show when={props.turn.run}>{(run) => <RunLine run={run()} />}</Show>
        <Show when={props.turn.review === 'reviewed'}>
          <span class="badge badge-good">{t('turn.reviewed')}</span>
        </Show>
        <div class="turn-actions" role="toolbar" aria-label={t('turn.actions')}>
          <IconButton small label={t('turn.copy')} icon={<Copy />} onPress={() => void copy()} />
          <IconButton
            small
            label={t('turn.edit')}
            icon={<Pencil />}
            unavailable={locked()}
            onPress={() => chat.edit(props.turn.id)}
          />
          <Show when={fromModel()}>
            <Show when={props.turn.run}>
              <IconButton
                small
                label={t('turn.raw')}
                icon={<FileText />}
                pressed={showsRaw()}
                onPress={() => setShowsRaw(!showsRaw())}
              />
            </Show>
            <Show when={props.isLastAnswer}>
              <IconButton
                small
                label={t('turn.regenerate')}
                icon={<RotateCcw />}
                unavailable={chat.busy() ? t('chat.unavailable.busy') : locked()}
                onPress={() => void chat.regenerate(props.turn.id)}
              />
            </Show>
          </Show>
          <IconButton
            small
            label={t('turn.mark-reviewed')}
            icon={<Check />}
            pressed={props.turn.review === 'reviewed'}
            unavailable={locked()}
            onPress={() => chat.review(props.turn.id, props.turn.review === 'reviewed' ? 'open' : 'reviewed')}
          />
          <IconButton
            small
            label={t('turn.delete')}
            icon={<Trash />}
            unavailable={locked()}
            onPress={() => chat.removeTurn(props.turn.id)}
          />
        </div>
      </footer>
    </article>
  )
}
