import { For, type JSX, Show } from 'solid-js'
import type { Format } from '../../../shared/dataset/format.ts'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import { saidFacts } from '../../text/said.ts'
import { t } from '../../text/translate.ts'

/** What a format carries and what it leaves out, before anything is exported. */
export function FormatFacts(props: { readonly format: Format; readonly dialect: Dialect | null }): JSX.Element {
  const facts = () => factsOf(props.format, props.dialect)
  const words = (isCarried: boolean): string =>
    facts()
      .filter(([, carried]) => carried === isCarried)
      .map(([word]) => word)
      .join(', ')
  return (
    <div>
      <dl class="export-facts">
        <dt>{t('export.carries')}</dt>
        <dd>{words(true)}</dd>
        <dt>{t('export.loses')}</dt>
        <dd>{props.format.lossless ? t('export.loses-nothing') : words(false) || t('export.loses-little')}</dd>
        <Show when={props.format.pictures !== 'named'}>
          <dt>{t('export.images')}</dt>
          <dd>{props.format.pictures === 'beside' ? t('export.images-beside') : t('export.images-inside')}</dd>
        </Show>
      </dl>
      <details class="export-more">
        <summary>{t('export.frame-and-files')}</summary>
        <dl class="export-facts">
          <dt>{t('export.frame')}</dt>
          <dd>{saidFacts(props.format.frame(props.dialect))}</dd>
          <dt>{t('export.files')}</dt>
          <dd>
            <For each={props.format.files}>
              {(file) => (
                <span class="export-file">
                  <span class="mono">{file.name}</span> {file.about}
                </span>
              )}
            </For>
          </dd>
        </dl>
      </details>
    </div>
  )
}

/** Shapes are carried where the format and the chosen dialect both carry them. */
function factsOf({ can, takes }: Format, dialect: Dialect | null): [word: string, carried: boolean][] {
  const carries = (kind: 'points' | 'boxes' | 'polygons'): boolean =>
    can[kind] && (dialect === null || dialect.can.asks[kind] || dialect.can.answers[kind])
  return [
    [t('export.fact.dialogue'), can.dialogue],
    ...(can.captions === true ? [[t('export.fact.captions'), true] as [string, boolean]] : []),
    [t('export.fact.points'), carries('points')],
    [t('export.fact.boxes'), carries('boxes')],
    [t('export.fact.polygons'), carries('polygons')],
    [t('export.fact.several'), can.severalImages],
    [t('export.fact.loss'), can.loss],
    [t('export.fact.loose'), takes !== 'dialogues'],
  ]
}
