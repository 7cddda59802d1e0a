import { type JSX, Show } from 'solid-js'
import type { ImportSummary } from '../../../shared/api/import.ts'
import { count, t } from '../../text/translate.ts'

const namedFiles = 5
const namedFields = 12

/** What would be added, what is there, and which pictures were found. */
export function ImportCounts(props: { readonly summary: ImportSummary }): JSX.Element {
  const added = () => props.summary.added
  const images = () => props.summary.images
  const already = () => {
    const { regions, dialogues, turns } = props.summary.already
    return regions + dialogues + turns
  }
  const labels = () =>
    props.summary.labels.most
      .map(({ label, count: n }) => t('import.label', { label: label === '' ? t('import.label.none') : label, n }))
      .join(', ')
  const unknown = () =>
    props.summary.unknown
      .slice(0, namedFields)
      .map(({ field, count: n }) => t('import.label', { label: field, n }))
      .join(', ')
  const missing = () => images().missingFiles.slice(0, namedFiles).join(', ')
  return (
    <ul class="import-counts numbers" aria-label={t('import.counts')}>
      <li class="import-added">
        <span role="status">
          {count('import.regions', added().regions)}, {count('import.dialogues', added().dialogues)},{' '}
          {count('import.turns', added().turns)}
          <Show when={already() > 0}> · {t('import.already', { n: already() })}</Show>
        </span>
      </li>
      <Show when={added().regions > 0}>
        <li>{t('import.kinds', { boxes: added().boxes, polygons: added().polygons, points: added().points })}</li>
      </Show>
      <Show when={labels() !== ''}>
        <li>{t('import.labels', { labels: labels() })}</li>
      </Show>
      <li>
        {count('import.images', images().matched)}
        <Show when={images().byName + images().byStem > 0}>
          {' '}
          ({t('import.images.by', { byName: images().byName, byStem: images().byStem })})
        </Show>
      </li>
      <Show when={images().missing > 0}>
        <li class="import-bad">{count('import.missing', images().missing, { names: missing() })}</li>
      </Show>
      <Show when={unknown() !== ''}>
        <li>{t('import.unknown', { fields: unknown() })}</li>
      </Show>
    </ul>
  )
}
