import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { AgreementPanel } from './AgreementPanel.tsx'
import { ReviewerName } from './ReviewerName.tsx'
import { ReviewItemView } from './ReviewItemView.tsx'
import { ReviewQueue } from './ReviewQueue.tsx'
import './review.css'

/** One proposal or answer after another, judged by keys; and what two people's passes have in common. */
export function ReviewScreen(): JSX.Element {
  const { review, settings } = useWorkspace()
  const [part, setPart] = createSignal<'queue' | 'agreement'>('queue')
  onMount(() => void review.load())
  return (
    <main class="review" data-picture-away>
      <div class="review-head">
        <Choice
          label={t('review.part')}
          value={part()}
          options={[
            { value: 'queue', label: t('review.queue') },
            { value: 'agreement', label: t('review.agreement') },
          ]}
          onChange={setPart}
          small
        />
      </div>
      <Switch>
        <Match when={settings.reviewer() === ''}>
          <ReviewerName onName={(name) => settings.setReviewer(name)} />
        </Match>
        <Match when={part() === 'agreement'}>
          <AgreementPanel onOpen={() => setPart('queue')} />
        </Match>
        <Match when={part() === 'queue'}>
          <div class="review-body">
            <ReviewQueue />
            <Show
              when={review.current()}
              fallback={
                <section class="review-empty" aria-label={t('review.item')}>
                  <p>{review.loading() ? t('review.loading') : t('review.empty')}</p>
                  <Show when={!review.loading()}>
                    <p class="muted">{t('review.empty.hint')}</p>
                  </Show>
                </section>
              }
            >
              {(item) => <ReviewItemView item={item()} />}
            </Show>
          </div>
        </Match>
      </Switch>
    </main>
  )
}
