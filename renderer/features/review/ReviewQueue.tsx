import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { For, type JSX, Show } from 'solid-js'
import type { QueueOrder, ReviewItem } from '../../../shared/evaluation/review-queue.ts'
import type { ReviewScope } from '../../state/review.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { label, t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'

const orders: readonly QueueOrder[] = ['score', 'iou', 'length', 'random']
const scopes: readonly ReviewScope[] = ['open', 'pass']

/** What is to be reviewed, in its order, and what comes first. */
export function ReviewQueue(): JSX.Element {
  const { library, review } = useWorkspace()
  const imageName = (item: ReviewItem): string => library.image(item.imageId)?.path ?? ''
  const itemName = (item: ReviewItem): string =>
    item.region
      ? t('review.row.region', { name: regionName(item.region), image: imageName(item) })
      : t('review.row.turn', { text: item.text, image: imageName(item) })
  const spoken = (item: ReviewItem): string => {
    const verdict = review.verdict(item.id)
    return verdict === null
      ? itemName(item)
      : t('review.row.state', { name: itemName(item), state: t(`review.verdict.${verdict}`) })
  }
  const value = (item: ReviewItem): string => {
    switch (review.options().order) {
      case 'score':
        return item.score === null ? '' : item.score.toFixed(2)
      case 'iou':
        return item.iou === null ? '' : item.iou.toFixed(2)
      case 'length':
        return item.length === 0 ? '' : String(item.length)
      case 'random':
        return ''
    }
  }
  return (
    <section class="review-queue" aria-label={t('review.queue')}>
      <div class="review-options">
        <label class="field">
          <span>{t('review.scope')}</span>
          <select
            class="field-input"
            onChange={(event) => review.setOptions({ scope: event.currentTarget.value as ReviewScope })}
          >
            <For each={scopes}>
              {(scope) => (
                <option value={scope} selected={review.options().scope === scope}>
                  {label(`review.scope.${scope}`)}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="field">
          <span>{t('review.order')}</span>
          <select
            class="field-input"
            onChange={(event) => review.setOptions({ order: event.currentTarget.value as QueueOrder })}
          >
            <For each={orders}>
              {(order) => (
                <option value={order} selected={review.options().order === order}>
                  {label(`review.order.${order}`)}
                </option>
              )}
            </For>
          </select>
        </label>
        <Show when={review.options().order === 'random'}>
          <NumberField
            label={t('review.percent')}
            value={review.options().percent}
            min={1}
            max={100}
            step={1}
            onChange={(percent) => review.setOptions({ percent })}
          />
          <NumberField
            label={t('review.seed')}
            value={review.options().seed}
            min={0}
            max={999_999}
            step={1}
            onChange={(seed) => review.setOptions({ seed })}
          />
        </Show>
        <IconButton small label={t('review.again')} icon={<RotateCcw />} onPress={() => void review.load()} />
      </div>
      <div class="review-list" data-scope="review">
        <VirtualList
          label={t('review.items')}
          items={review.items()}
          rowHeight={40}
          idOf={(item) => item.id}
          currentId={review.current()?.id ?? null}
          onCurrent={(item) => review.go(item.id)}
          nameOf={spoken}
          row={(item, current) => (
            <div class="review-row" classList={{ 'review-row-current': current() }}>
              <span class="review-row-mark" aria-hidden="true">
                {{ accept: '✓', correct: '✎', reject: '✕', none: '' }[review.verdict(item().id) ?? 'none']}
              </span>
              <span class="review-row-words">
                <span class="clip">
                  {item().region ? regionName(item().region ?? { number: 0, label: '' }) : item().text}
                </span>
                <span class="clip muted">{imageName(item())}</span>
              </span>
              <span class="review-row-value numbers">{value(item())}</span>
            </div>
          )}
        />
      </div>
    </section>
  )
}
