import { createUniqueId, For, type JSX, Show } from 'solid-js'
import type { ExportOptions } from '../../../shared/api/dataset.ts'
import { label, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Switch } from '../../ui/Switch.tsx'

const formats = ['deixis-jsonl', 'shikra-jsonl', 'chatspot-jsonl'] as const

/** What is exported and how. Every change is previewed at once. */
export function ExportOptionsForm(props: {
  readonly options: ExportOptions
  readonly errors: number
  readonly onChange: (change: Partial<ExportOptions>) => void
}): JSX.Element {
  const name = createUniqueId()
  return (
    <form class="export-options" aria-label={t('export.options')} onSubmit={(event) => event.preventDefault()}>
      <fieldset class="export-formats">
        <legend>{t('export.format')}</legend>
        <For each={formats}>
          {(format) => (
            <label class="export-format">
              <input
                type="radio"
                name={name}
                value={format}
                checked={props.options.format === format}
                onChange={() => props.onChange({ format })}
              />
              <span>
                {label(`export.format.${format}`)}
                <span class="switch-hint">{label(`export.format.${format}.hint`)}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
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
      <div class="field">
        <span>{t('export.images')}</span>
        <Choice
          small
          label={t('export.images')}
          value={props.options.images}
          options={[
            { value: 'none', label: t('export.images.none') },
            { value: 'copy', label: t('export.images.copy') },
          ]}
          onChange={(images) => props.onChange({ images })}
        />
      </div>
      <div class="field">
        <span>{t('export.paths')}</span>
        <Choice
          small
          label={t('export.paths')}
          value={props.options.paths}
          options={[
            { value: 'relative', label: t('export.paths.relative') },
            { value: 'absolute', label: t('export.paths.absolute') },
          ]}
          onChange={(paths) => props.onChange({ paths })}
        />
      </div>
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
