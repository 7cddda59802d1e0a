import { createMemo, type JSX } from 'solid-js'
import { Tip } from './Tip.tsx'
import './button.css'

export type IconButtonProps = {
  readonly label: string
  readonly icon: JSX.Element
  /** The shortcut, shown in the tooltip. */
  readonly keys?: string | undefined
  readonly pressed?: boolean | undefined
  readonly small?: boolean
  readonly tipAt?: 'bottom' | 'right'
  /** Why it cannot be pressed now. */
  readonly unavailable?: string | null | undefined
  /** Keeps the caret where it is when pressed with the pointer. */
  readonly keepsFocus?: boolean
  readonly onPress: (event: MouseEvent) => void
}

/** A button with a picture; its name is in the tooltip and for assistive tools. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const unavailable = createMemo(() => props.unavailable || null)
  return (
    <Tip
      text={unavailable() ? `${props.label}: ${unavailable()}` : props.label}
      keys={props.keys}
      placement={props.tipAt}
      trigger={(attributes) => (
        <button
          {...attributes}
          type="button"
          class="icon-button"
          classList={{ 'icon-button-small': props.small ?? false }}
          aria-label={props.label}
          aria-keyshortcuts={props.keys?.replaceAll(' ', '')}
          aria-pressed={props.pressed}
          aria-disabled={unavailable() ? 'true' : undefined}
          onMouseDown={(event) => {
            if (props.keepsFocus) event.preventDefault()
          }}
          onClick={(event) => {
            if (!unavailable()) props.onPress(event)
          }}
        >
          {props.icon}
        </button>
      )}
    />
  )
}
