import type { JSX } from 'solid-js'
import './form.css'

/** A number within limits; what is typed outside them is marked and not taken. */
export function NumberField(props: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
}): JSX.Element {
  return (
    <label class="field">
      <span>{props.label}</span>
      <input
        class="field-input numbers"
        type="number"
        required
        value={props.value}
        min={props.min}
        max={props.max}
        step={props.step}
        onInput={(event) => {
          const input = event.currentTarget
          if (input.checkValidity()) props.onChange(input.valueAsNumber)
        }}
      />
    </label>
  )
}
