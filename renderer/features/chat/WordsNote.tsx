import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { groundWords } from '../../actions/ground-words.ts'
import { keysOf } from '../../actions/keys-of.ts'
import { selectedWords } from '../../state/selected-words.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** Says which words of a message are selected, and offers to link them with regions. */
export function WordsNote(): JSX.Element {
  const { chat, editor, settings } = useWorkspace()
  const [words, setWords] = createSignal('')
  const look = (): void => {
    const found = selectedWords(getSelection())
    const part = found && editor.snapshot().turns[found.turnId]?.parts[found.part]
    setWords(part?.kind === 'text' ? part.text.slice(found?.start, found?.end) : '')
  }
  onMount(() => {
    document.addEventListener('selectionchange', look)
    onCleanup(() => document.removeEventListener('selectionchange', look))
  })
  const key = () => keysOf(settings.keymap, groundWords)[0]
  return (
    <Show when={words() !== '' && editor.writable() && chat.awaited() === null}>
      <div class="await-note" role="status" onMouseDown={(event) => event.preventDefault()}>
        <span class="clip">{t('words.selected', { words: words() })}</span>
        <Button
          variant="quiet"
          onPress={() => {
            const found = selectedWords(getSelection())
            if (found) chat.ground(found)
          }}
        >
          {t('words.ground')}
          <Show when={key()}>
            {(name) => (
              <span class="menu-keys" aria-hidden="true">
                {keyText(name())}
              </span>
            )}
          </Show>
        </Button>
      </div>
    </Show>
  )
}
