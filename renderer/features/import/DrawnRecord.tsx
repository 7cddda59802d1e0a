import { For, type JSX, Show } from 'solid-js'
import type { ImportDrawing } from '../../../shared/api/import.ts'
import { t } from '../../text/translate.ts'
import { ShapeOutline } from '../../ui/ShapeOutline.tsx'

/** A record on its picture, once for each way to read its numbers. */
export function DrawnRecord(props: {
  readonly drawing: ImportDrawing
  readonly number: number
  readonly imageUrl: string
  readonly nameOf: (reading: string) => string
}): JSX.Element {
  const drawing = () => props.drawing
  return (
    <article class="import-record" aria-label={t('import.record', { n: props.number })}>
      <div class="import-drawings">
        <For each={drawing().drawings}>
          {({ reading, shapes }) => (
            <figure class="import-figure">
              <svg
                class="import-picture"
                viewBox={`0 0 ${drawing().imageWidth} ${drawing().imageHeight}`}
                role="img"
                aria-label={t('import.drawing', {
                  reading: props.nameOf(reading),
                  n: shapes.length,
                  picture: drawing().imagePath,
                })}
              >
                <image
                  href={props.imageUrl}
                  width={drawing().imageWidth}
                  height={drawing().imageHeight}
                  preserveAspectRatio="none"
                />
                <For each={shapes}>
                  {(shape) => (
                    <ShapeOutline
                      class="outline-white import-shape"
                      shape={shape}
                      radius={Math.max(drawing().imageWidth, drawing().imageHeight) / 60}
                    />
                  )}
                </For>
              </svg>
              <Show when={drawing().drawings.length > 1}>
                <figcaption class="muted clip">{props.nameOf(reading)}</figcaption>
              </Show>
            </figure>
          )}
        </For>
      </div>
      <div class="import-text">
        <h4 class="muted clip">
          {t('import.record.place', { file: drawing().file, line: drawing().line, picture: drawing().imagePath })}
        </h4>
        <p class="import-said">{drawing().text}</p>
      </div>
    </article>
  )
}
