import { Tooltip } from '@kobalte/core/tooltip'
import { type Component, type JSX, Show } from 'solid-js'
import './button.css'

type TriggerAttributes = Record<string, unknown>

/** A tooltip around one control. `trigger` gets the attributes that tie the two together. */
export function Tip(props: {
  readonly text: string
  readonly keys?: string | undefined
  readonly placement?: 'bottom' | 'right' | undefined
  readonly trigger: Component<TriggerAttributes>
}): JSX.Element {
  return (
    <Tooltip openDelay={450} closeDelay={0} gutter={6} placement={props.placement ?? 'bottom'}>
      <Tooltip.Trigger as={props.trigger} />
      <Tooltip.Portal>
        <Tooltip.Content class="tooltip">
          {props.text}
          <Show when={props.keys}>{(keys) => <kbd>{keys()}</kbd>}</Show>
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip>
  )
}
