import type { JSX } from 'solid-js'
import type { MessageKey } from '../../text/catalogue.ts'
import { label } from '../../text/translate.ts'

/** One thing that can be set. */
export type SettingItem = {
  readonly name: MessageKey
  readonly control: () => JSX.Element
  /** Whether it is as it was without anybody's wish. */
  readonly plain: () => boolean
  readonly reset: () => void
}

export type SettingGroup = { readonly name: MessageKey; readonly items: readonly SettingItem[] }

/** Something that is on or off. */
export function Flag(props: {
  readonly name: MessageKey
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.on}
        aria-label={label(props.name)}
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
