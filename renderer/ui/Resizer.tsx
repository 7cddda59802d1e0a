import type { JSX } from 'solid-js'
import './resizer.css'

/** The line between two panes: drag it, or move it with the arrow keys. `sign` is 1 when a move right or down enlarges the pane. */
export function Resizer(props: {
  readonly label: string
  readonly axis: 'x' | 'y'
  readonly sign: 1 | -1
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}): JSX.Element {
  const set = (value: number): void =>
    props.onChange(Math.round(Math.min(Math.max(value, props.min), Math.max(props.min, props.max))))
  const along = (event: PointerEvent): number => (props.axis === 'x' ? event.clientX : event.clientY)
  let from: { at: number; value: number } | null = null

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged or take arrow keys
    <div
      class={`resizer resizer-${props.axis}`}
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation={props.axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={props.value}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        from = { at: along(event), value: props.value }
      }}
      onPointerMove={(event) => {
        if (from) set(from.value + props.sign * (along(event) - from.at))
      }}
      onPointerUp={() => {
        from = null
      }}
      onPointerCancel={() => {
        from = null
      }}
      onKeyDown={(event) => {
        const back = props.axis === 'x' ? 'ArrowLeft' : 'ArrowUp'
        const forth = props.axis === 'x' ? 'ArrowRight' : 'ArrowDown'
        const step = event.shiftKey ? 64 : 16
        if (event.key === back) set(props.value - props.sign * step)
        else if (event.key === forth) set(props.value + props.sign * step)
        else if (event.key === 'Home') set(props.min)
        else if (event.key === 'End') set(props.max)
        else return
        event.preventDefault()
      }}
    />
  )
}
