import { type JSX, Show } from 'solid-js'
import type { ExportOptions } from '../../../shared/api/dataset.ts'
import { t } from '../../text/translate.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Switch } from '../../ui/Switch.tsx'

const firstSplit = { seed: 0, val: 0.1, test: 0.1 }

/** Whether the pictures are shared out into train, val and test, and how. */
export function SplitFields(props: {
  readonly split: ExportOptions['split']
  readonly onChange: (split: ExportOptions['split']) => void
}): JSX.Element {
  return (
    <>
      <Switch
        label={t('export.split')}
        hint={t('export.split.hint')}
        checked={props.split !== undefined}
        onChange={(isSplit) => props.onChange(isSplit ? firstSplit : undefined)}
      />
      <Show when={props.split}>
        {(split) => (
          <>
            <NumberField
              label={t('export.split.val')}
              value={Math.round(split().val * 100)}
              min={0}
              max={100 - Math.round(split().test * 100)}
              step={1}
              onChange={(percent) => props.onChange({ ...split(), val: percent / 100 })}
            />
            <NumberField
              label={t('export.split.test')}
              value={Math.round(split().test * 100)}
              min={0}
              max={100 - Math.round(split().val * 100)}
              step={1}
              onChange={(percent) => props.onChange({ ...split(), test: percent / 100 })}
            />
            <NumberField
              label={t('export.split.seed')}
              value={split().seed}
              min={0}
              max={2 ** 31 - 1}
              step={1}
              onChange={(seed) => props.onChange({ ...split(), seed })}
            />
          </>
        )}
      </Show>
    </>
  )
}
