import { Tooltip } from '@kobalte/core/tooltip'
import { type Component, createSignal, type JSX, Show, splitProps } from 'solid-js'
import { spread } from 'solid-js/web'
import './button.css'

type TriggerAttributes = Record<string, unknown>

/**
 * A tooltip around one control. `trigger` gets the attributes that tie the two together. It is made when the control is first pointed at
 * or gets the focus: a screen has hundreds of controls, and most are never asked what they are.
 */
export function Tip(props: {
  readonly text: string
  readonly keys?: string | undefined
  readonly placement?: 'bottom' | 'right' | undefined
  readonly trigger: Component<TriggerAttributes>
}): JSX.Element {
  const [wanted, setWanted] = createSignal(false)
  let control!: HTMLElement

  /** The tooltip has not seen the event that it was made for, so that is told again. */
  function make(event: PointerEvent | FocusEvent): void {
    if (wanted()) return
    setWanted(true)
    control.dispatchEvent(
      event instanceof PointerEvent ? new PointerEvent(event.type, event) : new FocusEvent(event.type, event),
    )
  }
  function bind(attributes: TriggerAttributes): JSX.Element {
    const [, own] = splitProps(attributes, ['onClick', 'type'])
    spread(control, own, false, true)
    return null
  }

  return (
    <>
      {props.trigger({ ref: (element: HTMLElement) => (control = element), onPointerEnter: make, onFocus: make })}
      <Show when={wanted()}>
        <Tooltip openDelay={450} closeDelay={0} gutter={6} placement={props.placement ?? 'bottom'}>
          <Tooltip.Trigger as={bind} />
          <Tooltip.Portal>
            <Tooltip.Content class="tooltip">
              {props.text}
              <Show when={props.keys}>{(keys) => <kbd>{keys()}</kbd>}</Show>
            </Tooltip.Content>
          </Tooltip.Portal>
        </Tooltip>
      </Show>
    </>
  )
}
