import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { TurnId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { otherLanguages } from '../../text/model-languages.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { createNearWatch, type NearWatch } from '../../ui/create-near-watch.ts'
import { selectedText } from './copy-messages.ts'
import { createBuiltTurns } from './create-built-turns.ts'
import { FailureNote } from './FailureNote.tsx'
import { LiveTurn } from './LiveTurn.tsx'
import { TurnView } from './TurnView.tsx'
import { UnansweredNote } from './UnansweredNote.tsx'
import './transcript.css'

const nearEnd = 24

/** The messages of the open dialogue. Follows a growing answer unless the reader has scrolled up. */
export function Transcript(): JSX.Element {
  const { chat, composer } = useWorkspace()
  const ids = createMemo(() => chat.turns().map((turn) => turn.id))
  const built = createBuiltTurns(() => chat.dialogue()?.id, ids)
  const whenNear = createNearWatch(() => viewport)
  const [follows, setFollows] = createSignal(true)
  let viewport: HTMLDivElement | undefined
  let content: HTMLDivElement | undefined

  const toEnd = (): void => {
    if (viewport) viewport.scrollTop = viewport.scrollHeight
    setFollows(true)
  }
  /** Escape: stops the answer, else what waits for regions, else the selection of words, else goes on in the composer. */
  function leave(): void {
    if (chat.busy()) chat.stop()
    else if (chat.awaited()) chat.stopAwaiting()
    else if (getSelection()?.isCollapsed === false) getSelection()?.removeAllRanges()
    else composer()?.focus()
  }
  onMount(() => {
    if (!content) return
    const observer = new ResizeObserver(() => {
      if (follows()) toEnd()
    })
    observer.observe(content)
    onCleanup(() => observer.disconnect())
  })
  createEffect(on(() => [chat.dialogue()?.id, chat.busy()], toEnd))

  return (
    <div class="transcript-frame">
      <div
        ref={viewport}
        class="transcript"
        data-scope="transcript"
        role="log"
        aria-label={t('transcript.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onCopy={(event) => {
          if (event.target instanceof Element && event.target.closest('.message-editor')) return
          const text = selectedText(getSelection())
          if (text === null) return
          event.clipboardData?.setData('text/plain', text)
          event.preventDefault()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
          event.preventDefault()
          leave()
        }}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          setFollows(scrollHeight - scrollTop - clientHeight < nearEnd)
        }}
      >
        <div ref={content} class="transcript-content">
          <Show when={chat.turns().length === 0 && !chat.busy()}>
            <div class="transcript-empty">
              <h2>{t('transcript.empty.title')}</h2>
              <p>{t('transcript.empty.text')}</p>
              <Show when={otherLanguages(chat.models.languages())}>
                {(languages) => <p>{t('transcript.empty.language', { languages: languages() })}</p>}
              </Show>
            </div>
          </Show>
          <For each={built()}>{(id) => <KeptTurn id={id} whenNear={whenNear} />}</For>
          <Show when={chat.live()}>{(answer) => <LiveTurn answer={answer()} />}</Show>
          <Show when={chat.unanswered() && !chat.failure()}>
            <UnansweredNote />
          </Show>
          <Show when={chat.failure()}>{(failure) => <FailureNote error={failure().error} />}</Show>
        </div>
      </div>
      <Show when={!follows()}>
        <div class="transcript-jump">
          <Button icon={<ArrowDown />} onPress={toEnd}>
            {t('transcript.jump')}
          </Button>
        </div>
      </Show>
    </div>
  )
}

/** A message whose element, focus and open parts outlive its changes. */
function KeptTurn(props: { readonly id: TurnId; readonly whenNear: NearWatch }): JSX.Element {
  const { editor } = useWorkspace()
  const turn = createMemo((before: Turn | undefined) => editor.document.turns[props.id] ?? before)
  return <Show when={turn() !== undefined}>{<TurnView turn={turn() as Turn} whenNear={props.whenNear} />}</Show>
}
