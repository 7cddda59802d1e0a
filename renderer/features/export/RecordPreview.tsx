import { For, type JSX } from 'solid-js'
import type { PreviewRecord } from '../../../shared/api/dataset.ts'
import { t } from '../../text/translate.ts'
import { ShapeOutline } from '../../ui/ShapeOutline.tsx'

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
          {(shape) => <ShapeOutline class="outline-white record-shape" shape={shape} radius={radius()} />}
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
