import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { hasImage } from '../../../shared/dataset/figure-counts.ts'
import type { FigureRow, Statistics } from '../../../shared/dataset/statistics.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { toAppError } from '../../../shared/errors.ts'
import type { CountStatistics } from '../../state/count-statistics.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { BarFigure, figureTable } from './BarFigure.tsx'
import { HeatFigure } from './HeatFigure.tsx'
import './statistics.css'
import { saveCsv } from './save-figure.ts'

const cards = ['images', 'dialogues', 'turns', 'regions', 'mentions'] as const

/** What is in the project, counted when it is opened; a bar shows its images in the picture view. */
export function StatisticsScreen(props: { readonly count: CountStatistics }): JSX.Element {
  const workspace = useWorkspace()
  const [found, setFound] = createSignal<Statistics | null>(null)
  const [read, setRead] = createSignal(0)
  const [failure, setFailure] = createSignal<string | null>(null)
  const [view, setView] = createSignal<'plots' | 'tables'>('plots')
  let counted: readonly ImageRecord[] = []
  let stop: AbortController | null = null
  onCleanup(() => stop?.abort())

  async function count(): Promise<void> {
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    setFound(null)
    setFailure(null)
    setRead(0)
    try {
      await workspace.editor.ready
      counted = workspace.library.images()
      setFound(await props.count(counted, setRead, mine.signal))
    } catch (thrown) {
      if (mine.signal.aborted) return
      const error = toAppError(thrown)
      setFailure(error.detail ?? error.message)
    }
  }
  onMount(() => void count())

  function show(row: FigureRow, name: string): void {
    if (row.filter !== null) workspace.library.setFilter(row.filter)
    else {
      const ids = counted.flatMap(({ id }, at) => (hasImage(row.images, at) ? [id] : []))
      workspace.library.showSet(name, new Set(ids))
    }
    workspace.setView('picture')
  }
  function saveAll({ figures }: Statistics): void {
    const rows = figures.flatMap((figure) => {
      const title = label(`statistics.figure.${figure.id}`)
      return figureTable(figure)
        .slice(1)
        .map((row) => [title, ...row])
    })
    saveCsv('statistics', rows)
  }

  return (
    <main class="statistics" data-picture-away>
      <Show
        when={found()}
        fallback={
          <p class="statistics-wait" role="status">
            {failure() ?? t('statistics.reading', { n: read().toLocaleString() })}
          </p>
        }
      >
        {(statistics) => (
          <>
            <div class="statistics-head">
              <dl class="statistics-cards numbers">
                <For each={cards}>
                  {(name) => (
                    <div>
                      <dt>{label(`statistics.${name}`)}</dt>
                      <dd>{statistics()[name].toLocaleString()}</dd>
                    </div>
                  )}
                </For>
                <div>
                  <dt>{t('statistics.reviewed')}</dt>
                  <dd>
                    {statistics().reviewed === null
                      ? '–'
                      : t('status.zoom', { n: Math.round((statistics().reviewed ?? 0) * 100) })}
                  </dd>
                </div>
              </dl>
              <Choice
                label={t('statistics.view')}
                value={view()}
                options={(['plots', 'tables'] as const).map((value) => ({
                  value,
                  label: label(`statistics.view.${value}`),
                }))}
                onChange={setView}
                small
              />
              <Button onPress={() => saveAll(statistics())}>{t('statistics.save-all')}</Button>
              <Button onPress={() => void count()}>{t('statistics.again')}</Button>
            </div>
            <p class="muted">{t('statistics.hint')}</p>
            <div class="statistics-figures">
              <For
                each={statistics().figures.filter((figure) => figure.rows.some((row) => row.count > 0))}
                fallback={<p class="muted">{t('statistics.nothing')}</p>}
              >
                {(figure) => <BarFigure figure={figure} asTable={view() === 'tables'} onShow={show} />}
              </For>
              <For each={['centres', 'points'] as const}>
                {(id) => (
                  <Show when={statistics()[id].some((n) => n > 0)}>
                    <HeatFigure id={id} cells={statistics()[id]} asTable={view() === 'tables'} />
                  </Show>
                )}
              </For>
            </div>
          </>
        )}
      </Show>
    </main>
  )
}
