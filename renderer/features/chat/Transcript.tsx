import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNote } from './FailureNote.tsx'
import { LiveTurn } from './LiveTurn.tsx'
import { TurnView } from './TurnView.tsx'
import './transcript.css'

const nearEnd = 24

/** The messages of the open dialogue. Follows a growing answer unless the reader has scrolled up. */
export function Transcript(): JSX.Element {
  const { chat } = useWorkspace()
  const [follows, setFollows] = createSignal(true)
  let viewport: HTMLDivElement | undefined
  let content: HTMLDivElement | undefined

  const toEnd = (): void => {
    if (viewport) viewport.scrollTop = viewport.scrollHeight
    setFollows(true)
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
            </div>
          </Show>
          <For each={chat.turns()}>{(turn) => <TurnView turn={turn} />}</For>
          <Show when={chat.live()}>{(answer) => <LiveTurn answer={answer()} />}</Show>
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
