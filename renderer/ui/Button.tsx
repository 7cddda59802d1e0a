import { type JSX, Show, splitProps } from 'solid-js'
import './button.css'

export type ButtonProps = {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: JSX.Element
  readonly children: JSX.Element
  /** Why it cannot be pressed now; it keeps its place in the focus order and says the reason. */
  readonly unavailable?: string | null | undefined
  readonly onPress: (event: MouseEvent) => void
  readonly pressed?: boolean
  readonly ref?: (element: HTMLButtonElement) => void
  readonly type?: 'button' | 'submit'
  readonly class?: string
}

/** A button with words. */
export function Button(props: ButtonProps): JSX.Element {
  const [own] = splitProps(props, ['variant', 'unavailable', 'class'])
  return (
    <button
      ref={props.ref}
      type={props.type ?? 'button'}
      class={`button button-${own.variant ?? 'plain'} ${own.class ?? ''}`}
      aria-disabled={own.unavailable ? 'true' : undefined}
      aria-pressed={props.pressed}
      title={own.unavailable ?? undefined}
      onClick={(event) => {
        if (own.unavailable) event.preventDefault()
        else props.onPress(event)
      }}
    >
      <Show when={props.icon}>{props.icon}</Show>
      <span class="clip">{props.children}</span>
    </button>
  )
}
