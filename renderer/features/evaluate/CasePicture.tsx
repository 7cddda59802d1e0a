import { For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { WorstCase } from '../../../shared/evaluation/worst-cases.ts'
import { t } from '../../text/translate.ts'

/** A picture with the places that were expected (whole lines), said (dashed) and asked about (dotted). */
export function CasePicture(props: { readonly case: WorstCase; readonly address: string | null }): JSX.Element {
  const inWords = (): string =>
    t('evaluate.worst.picture', {
      image: props.case.image,
      expected: props.case.expectedShapes.length,
      said: props.case.saidShapes.length,
    })
  return (
    <svg
      class="worst-picture"
      viewBox={`0 0 ${props.case.width} ${props.case.height}`}
      role="img"
      aria-label={inWords()}
    >
      <Show when={props.address}>
        {(address) => (
          <image href={address()} width={props.case.width} height={props.case.height} preserveAspectRatio="none" />
        )}
      </Show>
      <Shapes shapes={props.case.asked} kind="asked" picture={props.case} />
      <Shapes shapes={props.case.expectedShapes} kind="expected" picture={props.case} />
      <Shapes shapes={props.case.saidShapes} kind="said" picture={props.case} />
    </svg>
  )
}

function Shapes(props: {
  readonly shapes: readonly Shape[]
  readonly kind: 'asked' | 'expected' | 'said'
  readonly picture: Pick<WorstCase, 'width' | 'height'>
}): JSX.Element {
  const radius = (): number => Math.max(props.picture.width, props.picture.height) / 50
  return (
    <For each={props.shapes}>
      {(shape) => (
        <Switch>
          <Match when={shape.kind === 'box' && shape}>
            {(box) => {
              const place = () => ({
                x: Math.min(box().x1, box().x2),
                y: Math.min(box().y1, box().y2),
                width: Math.abs(box().x2 - box().x1),
                height: Math.abs(box().y2 - box().y1),
              })
              return (
                <>
                  <rect class="worst-under" {...place()} />
                  <rect class={`worst-shape worst-shape-${props.kind}`} {...place()} />
                </>
              )
            }}
          </Match>
          <Match when={shape.kind === 'polygon' && shape}>
            {(polygon) => {
              const corners = () =>
                polygon()
                  .points.map(({ x, y }) => `${x},${y}`)
                  .join(' ')
              return (
                <>
                  <polygon class="worst-under" points={corners()} />
                  <polygon class={`worst-shape worst-shape-${props.kind}`} points={corners()} />
                </>
              )
            }}
          </Match>
          <Match when={shape.kind === 'point' && shape}>
            {(point) => (
              <>
                <circle class="worst-under" cx={point().x} cy={point().y} r={radius()} />
                <circle class={`worst-shape worst-shape-${props.kind}`} cx={point().x} cy={point().y} r={radius()} />
              </>
            )}
          </Match>
        </Switch>
      )}
    </For>
  )
}
