import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { ImportChoice } from '../../../shared/api/import.ts'
import { t } from '../../text/translate.ts'
import type { Fields } from './create-import.ts'

type Pair = NonNullable<ImportChoice['pair']>

/** Which of the fields that people named themselves are the question and its answer. */
export function PairFields(props: {
  readonly fields: Fields
  readonly pair: Pair | undefined
  readonly onChange: (pair: Pair) => void
}): JSX.Element {
  const name = createUniqueId()
  /** What was chosen here; it counts when both are. */
  const [chosen, setChosen] = createSignal<Partial<Pair>>({})
  const pair = (): Pair => ({ question: '', answer: '', ...props.fields.pair, ...props.pair, ...chosen() })
  const isAsked = () => pair().question === '' || pair().answer === ''
  const field = (part: keyof Pair, label: string): JSX.Element => (
    <>
      <label class="import-label" for={`${name}-${part}`}>
        {label}
      </label>
      <select
        id={`${name}-${part}`}
        class="field-input"
        value={pair()[part]}
        onChange={(event) => {
          setChosen({ ...chosen(), [part]: event.currentTarget.value })
          if (!isAsked()) props.onChange(pair())
        }}
      >
        <Show when={pair()[part] === ''}>
          <option value="">{t('import.reading.none')}</option>
        </Show>
        <For each={props.fields.names}>{(one) => <option value={one}>{one}</option>}</For>
      </select>
    </>
  )
  return (
    <div class="import-reading" classList={{ 'import-asked': isAsked() }}>
      <Show when={isAsked()}>
        <p role="alert">{t('import.pair.ask')}</p>
      </Show>
      {field('question', t('import.pair.question'))}
      {field('answer', t('import.pair.answer'))}
    </div>
  )
}
