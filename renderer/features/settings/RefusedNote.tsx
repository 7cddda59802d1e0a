import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'

const shownForMs = 2500

/** Why the command of the key that was just pressed cannot run now; goes away by itself. */
export function RefusedNote(props: { readonly refused: { readonly text: string } | null }): JSX.Element {
  const [shown, setShown] = createSignal<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(
      () => props.refused,
      (refused) => {
        clearTimeout(timer)
        setShown(refused?.text ?? null)
        timer = setTimeout(() => setShown(null), shownForMs)
      },
    ),
  )
  return (
    <Show when={shown()}>
      {(text) => (
        <div class="toast" role="status">
          <span>{text()}</span>
        </div>
      )}
    </Show>
  )
}
