import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Review } from '../../../shared/dialogue/region.ts'
import { compareReviews, type Disagreement, reviewersOf } from '../../../shared/evaluation/agreement.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName, regionPixels } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** What two people's passes have in common, and what has to be settled. Reads the records of the last queue. */
export function AgreementPanel(props: { readonly onOpen: () => void }): JSX.Element {
  const workspace = useWorkspace()
  const { review } = workspace
  onMount(() => void review.refresh())
  const people = createMemo(() => reviewersOf([...review.records().regions, ...review.records().turns]))
  const [chosen, setChosen] = createSignal<readonly [string | null, string | null]>([null, null])
  const one = () => chosen()[0] ?? people()[0]?.by ?? ''
  const other = () => chosen()[1] ?? people().find(({ by }) => by !== one())?.by ?? ''
  const agreement = createMemo(() => compareReviews(review.records().regions, review.records().turns, one(), other()))
  const byId = createMemo(() => new Map(review.records().regions.map((region) => [region.id as string, region])))
  const nameOf = ({ kind, id }: Disagreement): string => {
    const region = byId().get(id)
    return kind === 'region' && region ? regionName(region) : t('review.row.answer')
  }
  const said = (one: Review): string => {
    const what = one.shape ? `${one.label ?? ''} ${regionPixels({ shape: one.shape })}` : (one.text ?? '')
    return t('agreement.said', { verdict: t(`review.verdict.${one.verdict}`), what }).trim()
  }
  async function open(each: Disagreement): Promise<void> {
    if (!review.items().some((item) => item.id === each.id)) review.show(each.id)
    else review.go(each.id)
    props.onOpen()
  }
  return (
    <section class="agreement" aria-label={t('review.agreement')}>
      <Show
        when={people().length > 1}
        fallback={
          <div class="review-empty">
            <p>{t('agreement.none')}</p>
            <p class="muted">{t('agreement.none.hint')}</p>
          </div>
        }
      >
        <div class="agreement-people">
          <Person
            label={t('agreement.one')}
            value={one()}
            people={people()}
            onChange={(by) => setChosen([by, other()])}
          />
          <Person
            label={t('agreement.other')}
            value={other()}
            people={people()}
            onChange={(by) => setChosen([one(), by])}
          />
        </div>
        <table class="agreement-table">
          <thead>
            <tr>
              <th scope="col">{t('agreement.measure')}</th>
              <th scope="col">{t('agreement.value')}</th>
            </tr>
          </thead>
          <tbody class="numbers">
            <tr>
              <th scope="row">{t('agreement.regions')}</th>
              <td>{t('agreement.share', agreement().regions)}</td>
            </tr>
            <tr>
              <th scope="row">{t('agreement.turns')}</th>
              <td>{t('agreement.share', agreement().turns)}</td>
            </tr>
            <tr>
              <th scope="row">{t('agreement.kappa')}</th>
              <td>{agreement().kappa?.toFixed(2) ?? t('agreement.kappa.none')}</td>
            </tr>
          </tbody>
        </table>
        <p class="muted">{t('agreement.rule')}</p>
        <h2>{t('agreement.differences')}</h2>
        <Show
          when={agreement().disagreements.length > 0}
          fallback={<p class="muted">{t('agreement.differences.none')}</p>}
        >
          <table class="agreement-table">
            <thead>
              <tr>
                <th scope="col">{t('agreement.item')}</th>
                <th scope="col">{one()}</th>
                <th scope="col">{other()}</th>
                <th scope="col">{t('agreement.iou')}</th>
                <th scope="col">{t('agreement.settle')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={agreement().disagreements}>
                {(each) => (
                  <tr>
                    <th scope="row">
                      <Button variant="quiet" onPress={() => void open(each)}>
                        {t('agreement.open', { name: nameOf(each) })}
                      </Button>
                    </th>
                    <td>{said(each.one)}</td>
                    <td>{said(each.other)}</td>
                    <td class="numbers">{each.iou?.toFixed(2) ?? ''}</td>
                    <td class="agreement-settle">
                      <Show when={each.settled}>
                        <span class="badge badge-good">{t('agreement.settled')}</span>
                      </Show>
                      <For each={[each.one, each.other]}>
                        {(taken) => (
                          <Button onPress={() => void review.settle(each.kind, each.id, taken)}>
                            {t('agreement.take', { by: taken.by })}
                          </Button>
                        )}
                      </For>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </Show>
    </section>
  )
}

function Person(props: {
  readonly label: string
  readonly value: string
  readonly people: readonly { readonly by: string; readonly count: number }[]
  readonly onChange: (by: string) => void
}): JSX.Element {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select class="field-input" onChange={(event) => props.onChange(event.currentTarget.value)}>
        <For each={props.people}>
          {({ by, count }) => (
            <option value={by} selected={by === props.value}>
              {by} ({count})
            </option>
          )}
        </For>
      </select>
    </label>
  )
}
