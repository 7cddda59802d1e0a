import { For, type JSX, Match, Switch } from 'solid-js'
import type { PreviewRecord } from '../../../shared/api/dataset.ts'
import { t } from '../../text/translate.ts'

/** One line as it will be written, beside its picture with the shapes that were read back from the line. */
export function RecordPreview(props: {
  readonly record: PreviewRecord
  readonly imageUrl: string
  readonly number: number
}): JSX.Element {
  const radius = () => Math.max(props.record.imageWidth, props.record.imageHeight) / 60
  return (
    <article class="record" aria-label={t('export.record', { n: props.number })}>
      <svg
        class="record-picture"
        viewBox={`0 0 ${props.record.imageWidth} ${props.record.imageHeight}`}
        role="img"
        aria-label={t('export.picture', { n: props.record.shapes.length })}
      >
        <image
          href={props.imageUrl}
          width={props.record.imageWidth}
          height={props.record.imageHeight}
          preserveAspectRatio="none"
        />
        <For each={props.record.shapes}>
          {(shape) => (
            <Switch>
              <Match when={shape.kind === 'box' && shape}>
                {(box) => (
                  <rect
                    class="record-shape"
                    x={Math.min(box().x1, box().x2)}
                    y={Math.min(box().y1, box().y2)}
                    width={Math.abs(box().x2 - box().x1)}
                    height={Math.abs(box().y2 - box().y1)}
                  />
                )}
              </Match>
              <Match when={shape.kind === 'point' && shape}>
                {(point) => <circle class="record-shape" cx={point().x} cy={point().y} r={radius()} />}
              </Match>
            </Switch>
          )}
        </For>
      </svg>
      <div class="record-text">
        <h4 class="record-title muted">
          {props.record.file
            ? t('export.record.file', { n: props.number, file: props.record.file })
            : t('export.record', { n: props.number })}
        </h4>
        <pre class="record-line mono">{props.record.line}</pre>
      </div>
    </article>
  )
}
