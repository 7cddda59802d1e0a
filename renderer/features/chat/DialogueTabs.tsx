import Ellipsis from 'lucide-solid/icons/ellipsis'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Dialogue } from '../../../shared/dialogue/dialogue.ts'
import type { DialogueId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { DialogueImages } from './DialogueImages.tsx'
import './dialogue-tabs.css'

const kinds = ['chat', 'qa', 'caption'] as const

/** The dialogues of the open picture as tabs, and what can be done with the one shown. */
export function DialogueTabs(): JSX.Element {
  const { chat, composer, editor } = useWorkspace()
  const [renaming, setRenaming] = createSignal<DialogueId | null>(null)
  const [showsImages, setShowsImages] = createSignal(false)
  const locked = () => (editor.writable() ? null : t('chat.unavailable.read-only'))
  const titleOf = (dialogue: Dialogue): string =>
    dialogue.title || t('chat.dialogue', { n: chat.dialogues().findIndex((each) => each.id === dialogue.id) + 1 })
  const shown = () => chat.dialogue()

  function entries(): MenuEntry[] {
    const open = shown()
    if (!open) return []
    const item = (id: string, label: string, onSelect: () => void, checked?: boolean): MenuEntry => ({
      kind: 'item',
      id,
      label,
      checked,
      unavailable: locked(),
      onSelect,
    })
    return [
      item('rename', t('dialogue.rename'), () => setRenaming(open.id)),
      item('duplicate', t('dialogue.duplicate'), () =>
        chat.manage.duplicate(open.id, t('dialogue.copy-of', { title: titleOf(open) })),
      ),
      item('images', t('dialogue.images'), () => setShowsImages(!showsImages())),
      { kind: 'separator' },
      { kind: 'heading', label: t('dialogue.kind') },
      ...kinds.map((kind) =>
        item(kind, t(`dialogue.kind.${kind}`), () => chat.manage.setKind(open.id, kind), open.kind === kind),
      ),
      { kind: 'separator' },
      item('close', t('dialogue.close'), () => chat.manage.close(open.id)),
    ]
  }

  function step(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')]
    const at = tabs.indexOf(document.activeElement as HTMLElement)
    if (by === 0 || at < 0) return
    event.preventDefault()
    const next = tabs[(at + by + tabs.length) % tabs.length]
    next?.focus()
    next?.click()
  }

  function rename(dialogue: Dialogue, title: string | null): void {
    if (renaming() !== dialogue.id) return
    setRenaming(null)
    if (title !== null && title.trim() !== titleOf(dialogue)) chat.manage.rename(dialogue.id, title)
  }

  const tab = (dialogue: Dialogue): JSX.Element => (
    <Show
      when={renaming() !== dialogue.id}
      fallback={
        <input
          class="dialogue-name"
          aria-label={t('dialogue.name')}
          value={titleOf(dialogue)}
          ref={(input) => queueMicrotask(() => input.select())}
          onBlur={(event) => rename(dialogue, event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) rename(dialogue, event.currentTarget.value)
            if (event.key === 'Escape') rename(dialogue, null)
          }}
        />
      }
    >
      <button
        type="button"
        role="tab"
        class="dialogue-tab"
        aria-selected={shown()?.id === dialogue.id}
        tabIndex={shown()?.id === dialogue.id ? 0 : -1}
        title={`${titleOf(dialogue)} (${t(`dialogue.kind.${dialogue.kind}`)})`}
        onClick={() => chat.openDialogue(dialogue.id)}
        onDblClick={() => {
          if (editor.writable()) setRenaming(dialogue.id)
        }}
      >
        <span class="clip">{titleOf(dialogue)}</span>
        <Show when={dialogue.kind !== 'chat'}>
          <span class="dialogue-kind">{t(`dialogue.kind.${dialogue.kind}`)}</span>
        </Show>
      </button>
    </Show>
  )

  return (
    <>
      <header class="pane-head dialogue-head">
        <Show when={chat.dialogues().length > 0} fallback={<h2>{t('chat.title')}</h2>}>
          <div class="dialogue-tabs" role="tablist" aria-label={t('chat.choose-dialogue')} onKeyDown={step}>
            <For each={chat.dialogues()}>{tab}</For>
            <Show when={shown() === null}>
              <button type="button" role="tab" class="dialogue-tab" aria-selected="true" tabIndex={0}>
                {t('chat.new-tab')}
              </button>
            </Show>
          </div>
        </Show>
        <IconButton
          small
          label={t('chat.new-dialogue')}
          icon={<Plus />}
          unavailable={locked()}
          onPress={() => {
            chat.openDialogue(null)
            composer()?.focus()
          }}
        />
        <Show when={shown()}>
          <Menu label={t('dialogue.more')} icon={<Ellipsis />} entries={entries()} />
        </Show>
      </header>
      <Show when={shown()}>
        {(open) => (
          <Show when={showsImages() || open().imageIds.length > 1}>
            <DialogueImages dialogue={open()} onDone={() => setShowsImages(false)} adding={showsImages()} />
          </Show>
        )}
      </Show>
    </>
  )
}
