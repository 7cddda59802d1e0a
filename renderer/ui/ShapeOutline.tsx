import { type JSX, Match, Switch } from 'solid-js'
import type { DialectShape } from '../../shared/dialects/dialect.ts'
import './shape-outline.css'

/** A point, box or polygon in an SVG whose units are pixels of the picture; corners in any order. */
export function ShapeOutline(props: {
  readonly class: string
  readonly shape: DialectShape
  /** Of the circle that marks a point. */
  readonly radius: number
  /** Becomes `--region` of the style. */
  readonly colour?: string
}): JSX.Element {
  const style = () => (props.colour === undefined ? {} : { '--region': props.colour })
  return (
    <Switch>
      <Match when={props.shape.kind === 'point' && props.shape}>
        {(point) => <circle class={props.class} style={style()} cx={point().x} cy={point().y} r={props.radius} />}
      </Match>
      <Match when={props.shape.kind === 'box' && props.shape}>
        {(box) => (
          <rect
            class={props.class}
            style={style()}
            x={Math.min(box().x1, box().x2)}
            y={Math.min(box().y1, box().y2)}
            width={Math.abs(box().x2 - box().x1)}
            height={Math.abs(box().y2 - box().y1)}
          />
        )}
      </Match>
      <Match when={props.shape.kind === 'polygon' && props.shape}>
        {(polygon) => (
          <polygon
            class={props.class}
            style={style()}
            points={polygon()
              .points.map(({ x, y }) => `${x},${y}`)
              .join(' ')}
          />
        )}
      </Match>
    </Switch>
  )
}
