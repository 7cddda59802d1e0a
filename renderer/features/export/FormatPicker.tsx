import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { label, t } from '../../text/translate.ts'
import { findFormats, formatTexts } from './format-groups.ts'

/** Every format that can be written, by what it is for; words find them. */
export function FormatPicker(props: {
  readonly format: string
  readonly onChange: (format: string) => void
}): JSX.Element {
  const name = createUniqueId()
  const [query, setQuery] = createSignal('')
  const groups = createMemo(() => findFormats(query()))
  return (
    <section class="export-picker" aria-label={t('export.format')}>
      <h3>{t('export.format')}</h3>
      <input
        class="export-search"
        type="search"
        placeholder={t('export.format-search')}
        aria-label={t('export.format-search')}
        value={query()}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div class="export-formats">
        <For each={groups()} fallback={<p class="muted export-nothing">{t('export.format-none')}</p>}>
          {({ group, formats }) => (
            <fieldset class="export-group">
              <legend>{label(`export.group.${group}`)}</legend>
              <For each={formats}>
                {(format) => (
                  <label class="export-format">
                    <input
                      type="radio"
                      name={name}
                      value={format.id}
                      checked={props.format === format.id}
                      onChange={() => props.onChange(format.id)}
                    />
                    <span>
                      {formatTexts(format).name}
                      <Show when={formatTexts(format).hint}>{(hint) => <span class="switch-hint">{hint()}</span>}</Show>
                    </span>
                  </label>
                )}
              </For>
            </fieldset>
          )}
        </For>
      </div>
    </section>
  )
}
