import { createUniqueId, For, type JSX } from 'solid-js'
import './form.css'

/** A few exclusive values side by side. */
export function Choice<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
  readonly small?: boolean
}): JSX.Element {
  const name = createUniqueId()
  return (
    <div class="choice" classList={{ 'choice-small': props.small ?? false }} role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="choice-option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </div>
  )
}
