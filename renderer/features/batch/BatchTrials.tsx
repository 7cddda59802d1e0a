import { For, type JSX, Show } from 'solid-js'
import type { TrialItem } from '../../../shared/api/batch.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { durationText } from '../../text/duration-text.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { ShapeOutline } from '../../ui/ShapeOutline.tsx'
import type { BatchForm } from './create-batch-form.ts'

/** What a few images would get, and how long all of them will take. */
export function BatchTrials(props: { readonly form: BatchForm }): JSX.Element {
  const { batch } = useWorkspace()
  const estimate = (): string | null => {
    const seconds = batch.trials().flatMap((trial) => (trial.failure === null ? [trial.seconds] : []))
    if (seconds.length === 0 || batch.trying() || props.form.images().length === 0) return null
    const n = props.form.images().length - props.form.skipped()
    const each = seconds.reduce((sum, one) => sum + one, 0) / seconds.length
    const time = t('batch.estimate', { time: durationText(each * n), n })
    return props.form.skipped() === 0 ? time : `${time} ${t('batch.estimate.skipped', { n: props.form.skipped() })}`
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <section class="batch-trials" aria-label={t('batch.trials')} tabIndex={0}>
      <p class="batch-estimate" role="status">
        {batch.trying() ? t('batch.trying') : estimate()}
      </p>
      <Show
        when={batch.trials().length > 0 || batch.trying()}
        fallback={
          <div class="batch-empty">
            <h3>{t('batch.trials.empty.title')}</h3>
            <p class="muted">{t('batch.trials.empty')}</p>
          </div>
        }
      >
        <For each={batch.trials()}>{(trial) => <Trial trial={trial} />}</For>
      </Show>
    </section>
  )
}

function Trial(props: { readonly trial: TrialItem }): JSX.Element {
  const { library } = useWorkspace()
  const image = () => library.image(props.trial.imageId)
  const shapes = () => props.trial.answers.flatMap((answer) => answer.shapes)
  return (
    <article class="batch-trial">
      <Show when={image()}>
        {(picture) => (
          <svg
            class="batch-picture"
            viewBox={`0 0 ${picture().width} ${picture().height}`}
            role="img"
            aria-label={t('batch.trial.picture', { path: picture().path, n: shapes().length })}
          >
            <image
              href={library.imageUrl(picture().id)}
              width={picture().width}
              height={picture().height}
              preserveAspectRatio="none"
            />
            <For each={shapes()}>
              {(shape) => (
                <ShapeOutline
                  class="batch-shape"
                  shape={shape}
                  radius={Math.max(picture().width, picture().height) / 60}
                />
              )}
            </For>
          </svg>
        )}
      </Show>
      <div class="batch-said">
        <h4 class="muted clip">
          {t('batch.trial.line', { path: image()?.path ?? '', s: props.trial.seconds.toFixed(2) })}
        </h4>
        <Show when={props.trial.failure}>
          {(failure) => (
            <p class="batch-bad">
              {said(failure().message)} {said(failure().hint)}
            </p>
          )}
        </Show>
        <For
          each={props.trial.answers}
          fallback={<Show when={!props.trial.failure}>{<p class="muted">{t('batch.trial.nothing')}</p>}</Show>}
        >
          {(answer) => <p>{answer.text}</p>}
        </For>
      </div>
    </article>
  )
}
