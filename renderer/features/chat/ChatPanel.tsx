import Plus from 'lucide-solid/icons/plus'
import { For, type JSX, Show } from 'solid-js'
import type { DialogueId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Composer } from './Composer.tsx'
import { Transcript } from './Transcript.tsx'
import './chat-panel.css'

/** The dialogues of the open picture: which one, its messages, and where the next is written. */
export function ChatPanel(): JSX.Element {
  const { chat, editor } = useWorkspace()
  const title = (index: number): string => chat.dialogues()[index]?.title || t('chat.dialogue', { n: index + 1 })
  return (
    <div class="chat-panel">
      <header class="pane-head">
        <Show when={chat.dialogues().length > 0} fallback={<h2>{t('chat.title')}</h2>}>
          <select
            class="pane-select"
            aria-label={t('chat.choose-dialogue')}
            onChange={(event) => chat.openDialogue((event.currentTarget.value || null) as DialogueId | null)}
          >
            <For each={chat.dialogues()}>
              {(dialogue, index) => (
                <option value={dialogue.id} selected={chat.dialogue()?.id === dialogue.id}>
                  {title(index())}
                </option>
              )}
            </For>
            <Show when={chat.dialogue() === null}>
              <option value="" selected>
                {t('chat.new-dialogue')}
              </option>
            </Show>
          </select>
        </Show>
        <IconButton
          small
          label={t('chat.new-dialogue')}
          icon={<Plus />}
          unavailable={editor.writable() ? null : t('chat.unavailable.read-only')}
          onPress={() => chat.openDialogue(null)}
        />
      </header>
      <Transcript />
      <Composer />
    </div>
  )
}
