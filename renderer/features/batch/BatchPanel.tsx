import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { BatchState } from '../../../shared/api/batch.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { durationText } from '../../text/duration-text.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { writeQuestion } from './batch-question.ts'
import type { BatchForm } from './create-batch-form.ts'

/** How far the latest batch is, and what to do about it. */
export function BatchPanel(props: { readonly form: BatchForm; readonly onAgain: () => void }): JSX.Element {
  const workspace = useWorkspace()
  const { batch } = workspace
  const [note, setNote] = createSignal<string | null>(null)
  const done = ({ answered, skipped, failed }: BatchState): number => answered + skipped + failed
  const pathOf = (id: ImageId): string => workspace.library.image(id)?.path ?? id

  // The button that was pressed goes when the state changes; the next one takes the focus.
  let buttons: HTMLDivElement | undefined
  createEffect(
    on(
      () => batch.state()?.state,
      () => {
        queueMicrotask(() => {
          const here = document.activeElement
          if (here === null || here === document.body || !here.isConnected || here.matches('[role=dialog]'))
            buttons?.querySelector('button')?.focus()
        })
      },
    ),
  )

  function again(scope: 'failed' | 'unprocessed' | 'shown'): void {
    props.form.repeat(scope)
    props.onAgain()
  }
  async function askAllAgain(): Promise<void> {
    const all = await batch.images('all')
    props.form.choose(new Set(all))
    props.form.repeat('chosen')
    props.onAgain()
  }
  async function takeBack(): Promise<void> {
    const dialogues = await batch.takeBack()
    if (dialogues !== null) setNote(count('batch.taken-back', dialogues))
  }
  function open(id: ImageId): void {
    workspace.closeDialog()
    workspace.setView('picture')
    void workspace.library.open(id)
  }

  return (
    <Show when={batch.state()}>
      {(state) => (
        <section class="batch-panel" aria-label={t('batch.panel')}>
          <div class="batch-head">
            <h3>{t(`batch.state.${state().state}`)}</h3>
            <span class="numbers" role="status">
              {t('batch.progress', { done: done(state()), total: state().total })}
            </span>
            <Show when={state().perMinute}>
              {(rate) => <span class="muted numbers">{t('batch.rate', { n: Math.round(rate()) })}</span>}
            </Show>
            <Show when={state().state === 'running' && state().secondsLeft}>
              {(left) => <span class="muted numbers">{t('batch.left', { time: durationText(left()) })}</span>}
            </Show>
          </div>
          <progress
            class="batch-bar"
            max={state().total}
            value={done(state())}
            aria-label={t(`batch.state.${state().state}`)}
          />
          <p class="batch-asked">{writeQuestion(state().plan.question)}</p>
          <dl class="batch-facts numbers">
            <For each={['answered', 'skipped', 'failed'] as const}>
              {(name) => (
                <div>
                  <dt>{t(`batch.outcome.${name}`)}</dt>
                  <dd>{state()[name].toLocaleString()}</dd>
                </div>
              )}
            </For>
            <div>
              <dt>{t('batch.waiting')}</dt>
              <dd>{(state().total - done(state())).toLocaleString()}</dd>
            </div>
          </dl>
          <Show when={state().trouble}>
            {(trouble) => (
              <p class="batch-bad" role="alert">
                {said(trouble().message)} {said(trouble().hint)}
              </p>
            )}
          </Show>
          <p class="muted">
            {note() ??
              t(
                state().state === 'running'
                  ? 'batch.running.hint'
                  : state().state === 'paused'
                    ? 'batch.paused.hint'
                    : 'batch.ended.hint',
              )}
          </p>
          <div class="batch-buttons" ref={buttons}>
            <Show when={state().state === 'done' && state().answered > 0}>
              <Button
                variant="primary"
                onPress={() => {
                  workspace.closeDialog()
                  workspace.setView('review')
                }}
              >
                {t('view.review')}
              </Button>
            </Show>
            <Show when={state().state === 'running'}>
              <Button variant="primary" onPress={() => void batch.pause()}>
                {t('batch.pause')}
              </Button>
              <Button onPress={() => void batch.stop()}>{t('batch.stop')}</Button>
            </Show>
            <Show when={state().state === 'paused'}>
              <Button variant="primary" onPress={() => void batch.resume()}>
                {t('batch.resume')}
              </Button>
              <Button onPress={() => void batch.stop()}>{t('batch.stop')}</Button>
            </Show>
            <Show when={state().state !== 'running'}>
              <Show when={props.form.countOf('failed') > 0}>
                <Button onPress={() => again('failed')}>
                  {t('batch.again.failed', { n: props.form.countOf('failed') })}
                </Button>
              </Show>
              <Show when={state().state === 'stopped' && props.form.countOf('unprocessed') > 0}>
                <Button onPress={() => again('unprocessed')}>
                  {t('batch.again.unprocessed', { n: props.form.countOf('unprocessed') })}
                </Button>
              </Show>
              <Show when={state().state !== 'paused'}>
                <Button onPress={() => void askAllAgain()}>{t('batch.again.all')}</Button>
                <Button onPress={props.onAgain}>{t('batch.again')}</Button>
              </Show>
              <Button onPress={() => void takeBack()}>{t('batch.take-back')}</Button>
            </Show>
          </div>
          <Show when={state().failures.length > 0}>
            <h4>{t('batch.failures')}</h4>
            <ul class="batch-failures">
              <For each={state().failures}>
                {({ imageId, reason }) => (
                  <li>
                    <button
                      type="button"
                      class="link clip"
                      aria-label={t('batch.failure.open', { path: pathOf(imageId) })}
                      onClick={() => open(imageId)}
                    >
                      {pathOf(imageId)}
                    </button>
                    <span class="muted">
                      {said(reason.message)} {said(reason.hint)}
                    </span>
                  </li>
                )}
              </For>
            </ul>
            <Show when={state().failed > state().failures.length}>
              <p class="muted">{t('batch.failures.more', { n: state().failed - state().failures.length })}</p>
            </Show>
          </Show>
        </section>
      )}
    </Show>
  )
}
