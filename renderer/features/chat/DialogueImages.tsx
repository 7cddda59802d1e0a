import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Dialogue } from '../../../shared/dialogue/dialogue.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'

const offered = 30

/** The pictures that a dialogue is about: go to one, add one by its name, take one off. */
export function DialogueImages(props: {
  readonly dialogue: Dialogue
  readonly adding: boolean
  readonly onDone: () => void
}): JSX.Element {
  const { chat, editor, library, dialect } = useWorkspace()
  const listId = createUniqueId()
  const [text, setText] = createSignal('')
  const pathOf = (id: string): string => library.image(id as never)?.path ?? t('dialogue.image-missing')
  const found = createMemo(() => {
    const wanted = text().toLocaleLowerCase()
    const matches: string[] = []
    for (const image of library.images()) {
      if (props.dialogue.imageIds.includes(image.id) || !image.path.toLocaleLowerCase().includes(wanted)) continue
      if (matches.push(image.path) === offered) break
    }
    return matches
  })

  function add(path: string): void {
    const image = library.images().find((each) => each.path === path)
    if (!image) return
    chat.manage.addImage(props.dialogue.id, image.id)
    setText('')
    props.onDone()
  }

  return (
    <section class="dialogue-images" aria-label={t('dialogue.images')}>
      <For each={props.dialogue.imageIds}>
        {(id) => (
          <span class="dialogue-image" classList={{ 'dialogue-image-open': editor.imageId() === id }}>
            <button
              type="button"
              class="link-button clip"
              onClick={() => void library.open(id).then(() => chat.openDialogue(props.dialogue.id))}
            >
              {pathOf(id)}
            </button>
            <Show when={props.dialogue.imageIds.length > 1}>
              <IconButton
                small
                label={t('dialogue.remove-image', { image: pathOf(id) })}
                icon={<X />}
                unavailable={editor.writable() ? null : t('chat.unavailable.read-only')}
                onPress={() => chat.manage.removeImage(props.dialogue.id, id)}
              />
            </Show>
          </span>
        )}
      </For>
      <Show when={props.adding}>
        <input
          class="dialogue-name"
          aria-label={t('dialogue.add-image')}
          placeholder={t('dialogue.add-image')}
          list={listId}
          value={text()}
          ref={(input) => queueMicrotask(() => input.focus())}
          onInput={(event) => {
            setText(event.currentTarget.value)
            add(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') props.onDone()
            const [only, second] = found()
            if (event.key === 'Enter' && only !== undefined && second === undefined) add(only)
          }}
        />
        <datalist id={listId}>
          <For each={found()}>{(path) => <option value={path} />}</For>
        </datalist>
      </Show>
      <Show when={props.dialogue.imageIds.length > 1 && dialect().can.images === 'one'}>
        <p class="dialogue-loss">{t('dialogue.one-picture', { dialect: dialect().title })}</p>
      </Show>
    </section>
  )
}
