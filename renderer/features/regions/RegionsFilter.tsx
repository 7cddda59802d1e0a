import { For, type JSX, Show } from 'solid-js'
import { t } from '../../text/translate.ts'
import { type RegionOrder, type RegionWish, regionOrders } from './shown-regions.ts'

const leastSteps = [0, 25, 50, 75, 90]

/** Which regions are listed, and in which order. */
export function RegionsFilter(props: {
  readonly wish: RegionWish
  /** Whether the model said of any region how sure it is. */
  readonly weighed: boolean
  readonly onWish: (change: Partial<RegionWish>) => void
}): JSX.Element {
  const orders = () => regionOrders.filter((order) => order !== 'confidence' || props.weighed)
  return (
    <div class="regions-filter">
      <input
        class="regions-words"
        type="search"
        aria-label={t('regions.filter')}
        placeholder={t('regions.filter')}
        title={t('regions.filter')}
        value={props.wish.words}
        onInput={(event) => props.onWish({ words: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || props.wish.words === '') return
          event.stopPropagation()
          props.onWish({ words: '' })
        }}
      />
      <select
        class="regions-order"
        aria-label={t('regions.order')}
        value={props.wish.order}
        onChange={(event) => props.onWish({ order: event.currentTarget.value as RegionOrder })}
      >
        <For each={orders()}>{(order) => <option value={order}>{t(`regions.order.${order}`)}</option>}</For>
      </select>
      <Show when={props.weighed}>
        <select
          class="regions-order"
          aria-label={t('regions.least')}
          value={props.wish.least}
          onChange={(event) => props.onWish({ least: Number(event.currentTarget.value) })}
        >
          <For each={leastSteps}>
            {(percent) => (
              <option value={percent}>
                {percent === 0 ? t('regions.least-all') : t('regions.least-some', { percent })}
              </option>
            )}
          </For>
        </select>
      </Show>
    </div>
  )
}
