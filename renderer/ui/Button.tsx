import { createMemo, type JSX, Show } from 'solid-js'
import './button.css'

export type ButtonProps = {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: JSX.Element
  readonly children: JSX.Element
  /** Why it cannot be pressed now; it keeps its place in the focus order and says the reason. */
  readonly unavailable?: string | null | undefined
  readonly onPress: (event: MouseEvent) => void
  readonly pressed?: boolean
  readonly type?: 'button' | 'submit'
}

/** A button with words. */
export function Button(props: ButtonProps): JSX.Element {
  const unavailable = createMemo(() => props.unavailable || null)
  return (
    <button
      type={props.type ?? 'button'}
      class={`button button-${props.variant ?? 'plain'}`}
      aria-disabled={unavailable() ? 'true' : undefined}
      aria-pressed={props.pressed}
      title={unavailable() ?? undefined}
      onClick={(event) => {
        if (unavailable()) event.preventDefault()
        else props.onPress(event)
      }}
    >
      <Show when={props.icon}>{props.icon}</Show>
      <span class="clip">{props.children}</span>
    </button>
  )
}
