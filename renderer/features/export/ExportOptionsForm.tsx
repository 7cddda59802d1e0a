import { For, type JSX, Show } from 'solid-js'
import type { ExportOptions } from '../../../shared/api/dataset.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { formatById } from '../../../shared/dataset/registry.ts'
import { count, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Switch } from '../../ui/Switch.tsx'
import type { ExportScope } from './export-scope.ts'
import { FormatFacts } from './FormatFacts.tsx'
import { FormatPicker } from './FormatPicker.tsx'
import { SplitFields } from './SplitFields.tsx'

const scopeTexts = {
  all: 'export.scope.all',
  filter: 'export.scope.filter',
  open: 'export.scope.open',
} as const

/** What is exported and how. Every change is previewed at once. */
export function ExportOptionsForm(props: {
  readonly options: ExportOptions
  readonly format: Format
  readonly errors: number
  readonly scope: ExportScope
  readonly scopes: readonly ExportScope[]
  /** What is on the pictures of the scope. */
  readonly counts: { readonly images: number; readonly dialogues: number; readonly regions: number }
  readonly onScope: (scope: ExportScope) => void
  readonly onChange: (change: Partial<ExportOptions>) => void
}): JSX.Element {
  const dialect = () =>
    props.format.dialects.find((one) => one.id === props.options.dialect) ?? props.format.dialects[0] ?? null
  const hasDialogues = () => props.format.takes !== 'pictures'
  return (
    <form class="export-options" aria-label={t('export.options')} onSubmit={(event) => event.preventDefault()}>
      <FormatPicker
        format={props.options.format}
        onChange={(format) => props.onChange({ format, dialect: undefined, ...picturesOf(format) })}
      />
      <Show when={props.format.dialects.length > 1}>
        <label class="field">
          <span>{t('export.dialect')}</span>
          <select
            class="pane-select export-dialect"
            onChange={(event) => props.onChange({ dialect: event.currentTarget.value })}
          >
            <For each={props.format.dialects}>
              {(one) => (
                <option value={one.id} selected={one.id === dialect()?.id}>
                  {one.title}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <FormatFacts format={props.format} dialect={dialect()} />
      <Pick
        label={t('export.scope')}
        value={props.scope}
        options={props.scopes.map((value) => ({ value, label: t(scopeTexts[value]) }))}
        onChange={props.onScope}
      />
      <p class="muted numbers export-scope-counts" role="status">
        {count('export.scope-images', props.counts.images)} · {count('export.scope-dialogues', props.counts.dialogues)}{' '}
        · {count('export.scope-regions', props.counts.regions)}
      </p>
      <Switch
        label={t('export.reviewed-only')}
        hint={t('export.reviewed-only.hint')}
        checked={props.options.reviewedOnly}
        onChange={(reviewedOnly) => props.onChange({ reviewedOnly })}
      />
      <Switch
        label={t('export.open-proposals')}
        hint={t('export.open-proposals.hint')}
        checked={props.options.openProposals}
        onChange={(openProposals) => props.onChange({ openProposals })}
      />
      <Pick
        label={t('export.coordinates')}
        value={props.options.coordinates ?? 'now'}
        options={[
          { value: 'now', label: t('export.coordinates.now') },
          { value: 'sent', label: t('export.coordinates.sent') },
        ]}
        onChange={(coordinates) => props.onChange({ coordinates })}
      />
      <Show when={hasDialogues()}>
        <Pick
          label={t('export.learn')}
          value={props.options.learn ?? 'all'}
          options={[
            { value: 'all', label: t('export.learn.all') },
            { value: 'reviewed', label: t('export.learn.reviewed') },
          ]}
          onChange={(learn) => props.onChange({ learn })}
        />
        <Show when={props.options.learn === 'reviewed' && !props.format.can.loss}>
          <p class="export-warning">{t('export.learn.unsupported')}</p>
        </Show>
      </Show>
      <Show when={props.format.pictures !== 'inside'}>
        <Pick
          label={t('export.images')}
          value={props.options.images}
          options={[
            { value: 'none', label: t('export.images.none') },
            { value: 'link', label: t('export.images.link') },
            { value: 'copy', label: t('export.images.copy') },
          ]}
          onChange={(images) => props.onChange({ images })}
        />
      </Show>
      <Pick
        label={t('export.paths')}
        value={props.options.paths}
        options={[
          { value: 'relative', label: t('export.paths.relative') },
          { value: 'absolute', label: t('export.paths.absolute') },
        ]}
        onChange={(paths) => props.onChange({ paths })}
      />
      <SplitFields split={props.options.split} onChange={(split) => props.onChange({ split })} />
      <Show when={props.errors > 0 || props.options.validRest}>
        <Switch
          label={t('export.valid-rest')}
          hint={t('export.valid-rest.hint')}
          checked={props.options.validRest}
          onChange={(validRest) => props.onChange({ validRest })}
        />
      </Show>
    </form>
  )
}

/** A format that holds its pictures itself needs none beside it. */
function picturesOf(format: string): Partial<ExportOptions> {
  return formatById(format)?.pictures === 'inside' ? { images: 'none' } : {}
}

function Pick<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}): JSX.Element {
  return (
    <div class="field">
      <span>{props.label}</span>
      <Choice small label={props.label} value={props.value} options={props.options} onChange={props.onChange} />
    </div>
  )
}
