import { createUniqueId, For, type JSX, Show } from 'solid-js'
import type { ImportCandidate, ImportChoice, ImportSource } from '../../../shared/api/import.ts'
import { formats } from '../../../shared/dataset/registry.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import type { Fields, Readings } from './create-import.ts'
import { PairFields } from './PairFields.tsx'
import { formatName, readingName } from './reading-name.ts'

/** Why a format is thought to fit. */
function reasons({ read, entries, regions, turns, unknown, isNamed }: ImportCandidate): string {
  const found = [
    ...(isNamed ? [t('import.format.named')] : []),
    t('import.format.read', { read, entries }),
    ...(regions > 0 ? [count('import.regions', regions)] : []),
    ...(turns > 0 ? [count('import.turns', turns)] : []),
    ...(unknown.length > 0 ? [t('import.format.unknown', { fields: unknown.slice(0, 4).join(', ') })] : []),
  ]
  return found.join(' · ')
}

/** Another format is read in its own way. */
const unread = { dialect: undefined, frame: undefined, pair: undefined } as const

/** What the file is, and how its numbers are read. */
export function ImportOptions(props: {
  readonly source: ImportSource
  readonly choice: ImportChoice | null
  readonly readings: Readings | null
  readonly fields: Fields | null
  readonly otherSize: number
  readonly onChange: (change: Partial<ImportChoice>) => void
  readonly onOther: () => void
}): JSX.Element {
  const name = createUniqueId()
  const others = () =>
    formats.filter(
      (format) => format.reader !== null && !props.source.candidates.some((one) => one.format === format.id),
    )
  const chosenReading = () => props.choice?.dialect ?? props.choice?.frame ?? (asked() ? '' : props.readings?.chosen)
  const asked = () => props.readings?.ask === true
  return (
    <form class="import-options" aria-label={t('import.options')} onSubmit={(event) => event.preventDefault()}>
      <p class="import-name">
        <span class="mono">{props.source.path.split(/[\\/]/).at(-1)}</span>
        <Button variant="quiet" onPress={props.onOther}>
          {t('import.other')}
        </Button>
      </p>
      <fieldset class="import-formats">
        <legend>{t('import.format')}</legend>
        <Show when={props.source.candidates.length === 0}>
          <p class="import-bad" role="alert">
            {t('import.format.none')}
          </p>
        </Show>
        <Show when={props.source.candidates.length > 1 && !props.source.isSure}>
          <p class="muted">{t('import.format.unsure')}</p>
        </Show>
        <For each={props.source.candidates}>
          {(candidate) => (
            <label class="import-format">
              <input
                type="radio"
                name={name}
                value={candidate.format}
                checked={props.choice?.format === candidate.format}
                onChange={() => props.onChange({ format: candidate.format, ...unread })}
              />
              <span>
                {formatName(candidate.format)}
                <span class="import-reasons muted numbers">{reasons(candidate)}</span>
              </span>
            </label>
          )}
        </For>
        <select
          class="field-input"
          aria-label={t('import.format.other')}
          value={others().some((one) => one.id === props.choice?.format) ? props.choice?.format : ''}
          onChange={(event) => {
            const format = event.currentTarget.value
            if (format !== '') props.onChange({ format, ...unread })
          }}
        >
          <option value="">{t('import.format.other')}</option>
          <For each={others()}>{(format) => <option value={format.id}>{formatName(format.id)}</option>}</For>
        </select>
      </fieldset>
      <Show when={props.readings?.readings.length ? props.readings : null}>
        {(found) => (
          <div class="import-reading" classList={{ 'import-asked': asked() }}>
            <label class="import-label" for={`${name}-reading`}>
              {t('import.reading')}
            </label>
            <Show when={asked()}>
              <p role="alert">{t('import.reading.ask')}</p>
            </Show>
            <select
              id={`${name}-reading`}
              class="field-input"
              value={chosenReading() ?? ''}
              onChange={(event) => {
                const id = event.currentTarget.value
                const reading = found().readings.find((one) => one.id === id)
                if (reading === undefined) return
                props.onChange(
                  reading.kind === 'dialect' ? { dialect: id } : { frame: id as NonNullable<ImportChoice['frame']> },
                )
              }}
            >
              <Show when={asked()}>
                <option value="">{t('import.reading.none')}</option>
              </Show>
              <For each={found().readings}>
                {(reading) => <option value={reading.id}>{readingName(reading)}</option>}
              </For>
            </select>
          </div>
        )}
      </Show>
      <Show when={props.fields}>
        {(fields) => (
          <PairFields fields={fields()} pair={props.choice?.pair} onChange={(pair) => props.onChange({ pair })} />
        )}
      </Show>
      <Show when={props.otherSize > 0}>
        <div class="import-reading">
          <span class="import-label">{t('import.sizes')}</span>
          <p class="muted">{count('import.sizes.hint', props.otherSize)}</p>
          <Choice
            label={t('import.sizes')}
            value={props.choice?.sizes ?? 'keep'}
            options={[
              { value: 'keep', label: t('import.sizes.keep') },
              { value: 'fit', label: t('import.sizes.fit') },
            ]}
            onChange={(sizes) => props.onChange({ sizes })}
          />
        </div>
      </Show>
    </form>
  )
}
