import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import type { PromptLength } from '../../../shared/api/chat.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { toAppError } from '../../../shared/errors.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'

/** The exact text that the model would get if the message were sent now. */
export function SentView(props: { readonly parts: readonly Part[] }): JSX.Element {
  const workspace = useWorkspace()
  const [prompt, setPrompt] = createSignal<string | null>(null)
  const [length, setLength] = createSignal<PromptLength | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)

  createEffect(
    on(
      () => [props.parts, workspace.chat.turns(), workspace.chat.models.state()] as const,
      ([parts]) => {
        const stop = new AbortController()
        onCleanup(() => stop.abort())
        workspace.chat
          .prompt(parts, stop.signal)
          .then((now) => {
            setProblem(null)
            setPrompt(now.prompt)
            setLength(now.length ?? null)
          })
          .catch((thrown: unknown) => {
            if (!stop.signal.aborted) setProblem(toAppError(thrown).message)
          })
      },
    ),
  )

  return (
    <section class="sent-view mono" aria-label={t('composer.sent.label')}>
      <Show when={problem() === null} fallback={<p class="muted">{problem()}</p>}>
        <pre>{prompt()}</pre>
        <Show when={length()}>{(now) => <p class="sent-length muted numbers">{t('composer.length', now())}</p>}</Show>
      </Show>
    </section>
  )
}
