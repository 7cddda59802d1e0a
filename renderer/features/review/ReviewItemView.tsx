import { createEffect, For, type JSX, on, onMount, Show } from 'solid-js'
import type { ReviewItem } from '../../../shared/evaluation/review-queue.ts'
import { runAction } from '../../actions/dispatch-key.ts'
import {
  reviewAccept,
  reviewBack,
  reviewComment,
  reviewEdit,
  reviewNext,
  reviewOpenPicture,
  reviewReject,
  reviewZoom,
} from '../../actions/review-keys.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { count, label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { ReviewPicture } from './ReviewPicture.tsx'
import { ReviewWords } from './ReviewWords.tsx'

const buttons = [
  reviewAccept,
  reviewReject,
  reviewEdit,
  reviewComment,
  reviewZoom,
  reviewBack,
  reviewNext,
  reviewOpenPicture,
] as const

/** The item in hand: large, with what was said of it and what can be done. */
export function ReviewItemView(props: { readonly item: ReviewItem }): JSX.Element {
  const workspace = useWorkspace()
  const { review, settings } = workspace
  let host: HTMLElement | undefined
  const focusHost = (): void => host?.focus()
  onMount(focusHost)
  createEffect(
    on([() => props.item.id, review.editing, review.commenting], ([, editing, commenting]) => {
      const elsewhere = document.activeElement?.closest('.review-queue') !== null && document.activeElement !== null
      if (!editing && !commenting && !elsewhere) focusHost()
    }),
  )
  const done = (): number => review.items().length - review.remaining()
  const others = () => {
    const record = review.record()
    const reviews = record === null ? [] : (record.kind === 'region' ? record.region : record.turn).reviews
    return (reviews ?? []).filter((each) => each.by !== settings.reviewer())
  }
  return (
    <section class="review-item">
      <div class="review-count">
        <progress aria-label={t('review.progress')} max={review.items().length} value={done()} />
        <span role="status">{count('review.remaining', review.remaining())}</span>
        <Show when={review.rate()}>
          {(rate) => <span class="muted numbers">{t('review.rate', { n: rate().toFixed(1) })}</span>}
        </Show>
        <span class="review-facts muted numbers">
          <Show when={props.item.score !== null}>
            <span>{t('review.score', { n: (props.item.score ?? 0).toFixed(2) })}</span>
          </Show>
          <Show when={props.item.iou !== null}>
            <span>{t('review.iou', { n: (props.item.iou ?? 0).toFixed(2) })}</span>
          </Show>
          <Show when={props.item.length > 0}>
            <span>{t('review.characters', { n: props.item.length })}</span>
          </Show>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the item in view, so it takes the focus */}
      <article ref={host} class="review-view" data-scope="review" tabIndex={0} aria-label={t('review.item')}>
        <Show when={review.record()} fallback={<p class="review-empty muted">{t('review.opening')}</p>}>
          {(record) => (
            <>
              <ReviewPicture item={props.item} record={record()} />
              <ReviewWords record={record()} />
            </>
          )}
        </Show>
        <Show when={others().length > 0}>
          <ul class="review-others" aria-label={t('review.others')}>
            <For each={others()}>
              {(each) => (
                <li>
                  {t('review.others.line', { by: each.by, verdict: t(`review.verdict.${each.verdict}`) })}
                  <Show when={each.comment}>
                    <q>{each.comment}</q>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={review.commenting() || review.comment() !== ''}>
          <label class="field review-comment">
            <span>{t('review.comment')}</span>
            <input
              class="field-input"
              type="text"
              value={review.comment()}
              title={t('review.comment.hint')}
              ref={(field) => queueMicrotask(() => review.commenting() && field.focus())}
              onKeyDown={(event) => {
                if ((event.key !== 'Enter' && event.key !== 'Escape') || event.isComposing) return
                event.preventDefault()
                event.stopPropagation()
                if (event.key === 'Enter') review.setComment(event.currentTarget.value)
                review.setCommenting(false)
                focusHost()
              }}
              onBlur={(event) => {
                review.setComment(event.currentTarget.value)
                review.setCommenting(false)
              }}
            />
          </label>
        </Show>
      </article>
      <Toolbar class="review-actions" label={t('review.actions')} scope="review">
        <For each={buttons}>
          {(action) => (
            <Button
              variant={action === reviewAccept ? 'primary' : 'plain'}
              unavailable={reasonOf(action.unavailable?.(workspace) ?? null)}
              onPress={() => runAction(action, workspace)}
            >
              {label(action.label)} <kbd>{keyText(action.keys[0] ?? '')}</kbd>
            </Button>
          )}
        </For>
      </Toolbar>
    </section>
  )
}

function reasonOf(key: Parameters<typeof label>[0] | null): string | null {
  return key === null ? null : label(key)
}
