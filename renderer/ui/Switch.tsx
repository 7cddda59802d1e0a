import { createUniqueId, type JSX, Show } from 'solid-js'
import './form.css'

/** On or off, applied at once. */
export function Switch(props: {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}): JSX.Element {
  const hintId = createUniqueId()
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.checked}
        aria-label={props.label}
        aria-describedby={props.hint ? hintId : undefined}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="switch-text">
        {props.label}
        <Show when={props.hint}>
          {(hint) => (
            <span id={hintId} class="switch-hint">
              {hint()}
            </span>
          )}
        </Show>
      </span>
    </label>
  )
}
