import { type JSX, Match, Switch } from 'solid-js'
import type { Shape } from '../../../shared/dialogue/region.ts'

/** A region on a picture in an SVG: its line, with a light one below so that it is seen on any ground. `unit`: 1 % of the view. */
export function ShapeMark(props: {
  readonly shape: Shape
  readonly colour: string
  readonly unit: number
  readonly isOpen: boolean
  readonly onPointerDown: ((event: PointerEvent) => void) | undefined
}): JSX.Element {
  const line = () => ({
    class: 'review-mark',
    stroke: props.colour,
    'stroke-dasharray': props.isOpen ? '6 4' : undefined,
    onPointerDown: props.onPointerDown,
  })
  return (
    <Switch>
      <Match when={props.shape.kind === 'box' && props.shape}>
        {(box) => {
          const place = () => ({
            x: box().x1,
            y: box().y1,
            width: box().x2 - box().x1,
            height: box().y2 - box().y1,
          })
          return (
            <>
              <rect class="review-mark-under" {...place()} />
              <rect {...line()} {...place()} />
            </>
          )
        }}
      </Match>
      <Match when={props.shape.kind === 'polygon' && props.shape}>
        {(polygon) => {
          const points = () =>
            polygon()
              .points.map(({ x, y }) => `${x},${y}`)
              .join(' ')
          return (
            <>
              <polygon class="review-mark-under" points={points()} />
              <polygon {...line()} points={points()} />
            </>
          )
        }}
      </Match>
      <Match when={props.shape.kind === 'point' && props.shape}>
        {(point) => (
          <>
            <circle class="review-mark-under" cx={point().x} cy={point().y} r={1.5 * props.unit} />
            <circle {...line()} cx={point().x} cy={point().y} r={1.5 * props.unit} />
          </>
        )}
      </Match>
    </Switch>
  )
}
