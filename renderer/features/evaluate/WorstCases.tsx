import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { WorstCase } from '../../../shared/evaluation/worst-cases.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { CasePicture } from './CasePicture.tsx'
import { taskName } from './score-rows.ts'

const firstShown = 12

/** The worst answers as pictures: what was expected, and what was said. */
export function WorstCases(props: {
  readonly cases: readonly WorstCase[]
  /** The address of a case's picture; null where it cannot be shown. */
  readonly addressOf: (image: string) => string | null
}): JSX.Element {
  const [task, setTask] = createSignal('')
  const [all, setAll] = createSignal(false)
  const tasks = createMemo(() => [...new Set(props.cases.map((each) => each.task))])
  const chosen = createMemo(() => props.cases.filter((each) => task() === '' || each.task === task()))
  const shown = createMemo(() => (all() ? chosen() : chosen().slice(0, firstShown)))
  return (
    <section class="evaluate-figure" aria-label={t('evaluate.worst')}>
      <div class="worst-head">
        <h3>{t('evaluate.worst')}</h3>
        <select
          class="pane-select"
          aria-label={t('evaluate.worst.task')}
          onChange={(event) => setTask(event.currentTarget.value)}
        >
          <option value="">{t('evaluate.worst.all-tasks')}</option>
          <For each={tasks()}>
            {(each) => (
              <option value={each} selected={each === task()}>
                {taskName(each)}
              </option>
            )}
          </For>
        </select>
        <p class="worst-legend muted">
          <span class="worst-mark worst-mark-expected" />
          {t('evaluate.worst.expected')}
          <span class="worst-mark worst-mark-said" />
          {t('evaluate.worst.said')}
          <span class="worst-mark worst-mark-asked" />
          {t('evaluate.worst.asked')}
        </p>
      </div>
      <Show when={shown().length > 0} fallback={<p class="muted">{t('evaluate.worst.none')}</p>}>
        <ul class="worst-list">
          <For each={shown()}>
            {(each) => (
              <li class="worst-case">
                <CasePicture case={each} address={props.addressOf(each.image)} />
                <div class="worst-text">
                  <p class="worst-question">{each.question || taskName(each.task)}</p>
                  <dl class="worst-answers">
                    <dt>{t('evaluate.worst.expected')}</dt>
                    <dd title={each.expected}>{each.expected}</dd>
                    <dt>{t('evaluate.worst.said')}</dt>
                    <dd title={each.said ?? undefined}>{each.said ?? t('evaluate.worst.no-answer')}</dd>
                  </dl>
                  <p class="muted numbers clip" title={each.id}>
                    <Show when={each.iou !== null} fallback={each.id}>
                      {t('evaluate.worst.iou', { iou: (each.iou ?? 0).toFixed(2), id: each.id })}
                    </Show>
                  </p>
                </div>
              </li>
            )}
          </For>
        </ul>
        <Show when={shown().length < chosen().length}>
          <Button onPress={() => setAll(true)}>
            {t('evaluate.worst.more', { n: chosen().length - shown().length })}
          </Button>
        </Show>
      </Show>
    </section>
  )
}
