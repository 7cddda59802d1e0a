import Image from 'lucide-solid/icons/image'
import { type JSX, Show } from 'solid-js'
import type { ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import './chip.css'

/** A picture inside a message. In a transcript it is a button that opens the picture; in the composer it is only looked at. */
export function ImageChip(props: { readonly id: ImageId; readonly interactive: boolean }): JSX.Element {
  const { chat, editor, library } = useWorkspace()
  const path = () => library.image(props.id)?.path
  const content = (
    <>
      <Image class="chip-picture" aria-hidden="true" />
      <span class="chip-name">{path()?.split('/').at(-1) ?? t('dialogue.image-missing')}</span>
    </>
  )
  function open(): void {
    const shown = chat.dialogue()
    void library.open(props.id).then(() => {
      if (shown?.imageIds.includes(props.id)) chat.openDialogue(shown.id)
    })
  }
  return (
    <Show
      when={props.interactive && path()}
      fallback={
        <span class="chip" classList={{ 'chip-is-gone': !path() }} title={path()}>
          {content}
        </span>
      }
    >
      {(name) => (
        <button
          type="button"
          class="chip chip-button"
          classList={{ 'chip-selected': editor.imageId() === props.id }}
          aria-label={t('chip.image', { image: name() })}
          title={name()}
          onClick={open}
        >
          {content}
        </button>
      )}
    </Show>
  )
}
