import { For, type JSX, Show } from 'solid-js'
import { t } from '../../text/translate.ts'
import { type Drawing, Plot } from '../../ui/Plot.tsx'
import { saveCsv, savePng } from './save-figure.ts'

/** A plot with its name, its table and the files it can be saved as. */
export function FigureCard(props: {
  readonly id: string
  readonly title: string
  readonly note: string | null
  readonly legend?: readonly { readonly colour: string; readonly text: string }[]
  readonly inWords: string
  readonly asTable: boolean
  readonly draw: (drawing: Drawing) => Element
  readonly rows: () => readonly (readonly (string | number)[])[]
  readonly children: JSX.Element
}): JSX.Element {
  let card: HTMLElement | undefined
  const png = (): void => {
    const drawn = card?.querySelector<SVGSVGElement>('.plot svg')
    if (drawn) void savePng(props.id, drawn)
  }
  return (
    <section ref={card} class="statistics-figure" aria-label={props.title}>
      <header>
        <h3>{props.title}</h3>
        <Show when={props.note}>{(note) => <span class="muted numbers">{note()}</span>}</Show>
        <button
          type="button"
          class="button button-quiet"
          aria-label={t('statistics.csv-of', { name: props.title })}
          onClick={() => saveCsv(props.id, props.rows())}
        >
          {t('statistics.save-csv')}
        </button>
        <Show when={!props.asTable}>
          <button
            type="button"
            class="button button-quiet"
            aria-label={t('statistics.png-of', { name: props.title })}
            onClick={png}
          >
            {t('statistics.save-png')}
          </button>
        </Show>
      </header>
      <Show when={(props.legend ?? []).length > 0}>
        <ul class="statistics-legend numbers">
          <For each={props.legend}>
            {({ colour, text }) => (
              <li>
                <span style={{ background: colour }} aria-hidden="true" />
                {text}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.asTable} fallback={<Plot label={props.inWords} draw={props.draw} />}>
        {props.children}
      </Show>
    </section>
  )
}
