import Copy from 'lucide-solid/icons/copy'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import type { ShapeKinds } from '../../../shared/dialects/dialect.ts'
import type { DialectView, FrameDrawing, MentionView } from '../../../shared/dialects/dialect-view.ts'
import { said, saidFacts } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ShownRegion } from './create-shown-region.ts'
import { FramePicture } from './FramePicture.tsx'

/** One dialect in full: its frame on the picture, both texts, what it carries and where the rule is from. */
export function DialectDetail(props: {
  readonly view: DialectView
  readonly shown: ShownRegion
  readonly onCopy: (side: 'asks' | 'answers') => void
}): JSX.Element {
  const dialect = () => props.view.dialect
  const side = () => (props.view.answers.kind === 'text' ? props.view.answers : props.view.asks)
  const read = () => {
    const view = side()
    return view.kind === 'text' ? view.read : []
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <article class="dialect-detail" aria-label={dialect().title} tabIndex={0}>
      <h3>{dialect().title}</h3>
      <figure class="dialect-figure">
        <FramePicture
          shown={props.shown}
          frame={props.view.frame}
          read={read()}
          label={t('dialects.picture', { title: dialect().title })}
        />
        <figcaption class="dialect-legend">
          <span class="legend legend-given" style={{ '--region': props.shown.colour }}>
            {t('dialects.legend.given')}
          </span>
          <Show when={read().length > 0}>
            <span class="legend legend-read">{t('dialects.legend.read')}</span>
          </Show>
          <Show when={props.view.frame}>
            {(frame) => (
              <>
                <span class="legend legend-area">{t('dialects.legend.frame')}</span>
                <Show when={frame().tiles.length > 0}>
                  <span class="legend legend-tile">{t('dialects.legend.tiles')}</span>
                </Show>
              </>
            )}
          </Show>
        </figcaption>
      </figure>
      <Side
        title={t('dialects.question')}
        copy={t('dialects.copy-question')}
        view={props.view.asks}
        onCopy={() => props.onCopy('asks')}
      />
      <Side
        title={t('dialects.answer')}
        copy={t('dialects.copy-answer')}
        view={props.view.answers}
        onCopy={() => props.onCopy('answers')}
      />
      <dl class="dialect-facts">
        <dt>{t('dialects.frame')}</dt>
        <dd>
          {saidFacts(dialect().frame)}
          <span class="dialect-frame-facts muted numbers">
            <Show when={props.view.frame} fallback={t('dialects.no-frame')}>
              {(frame) => <>{frameFacts(frame()).join(' · ')}</>}
            </Show>
          </span>
        </dd>
        <dt>{t('dialects.carries')}</dt>
        <dd>{carriesText(props.view)}</dd>
        <dt>{t('dialects.loss')}</dt>
        <dd>{lossText(props.view)}</dd>
        <Show when={dialect().uncertain}>
          {(text) => (
            <>
              <dt class="dialect-unsure">{t('dialects.not-certain')}</dt>
              <dd>{text()}</dd>
            </>
          )}
        </Show>
        <Show when={dialect().note}>
          {(text) => (
            <>
              <dt>{t('dialects.note')}</dt>
              <dd>{text()}</dd>
            </>
          )}
        </Show>
        <Show when={sources(props.view).length > 0}>
          <dt>{t('dialects.source')}</dt>
          <dd>
            <For each={sources(props.view)}>{(source) => <span class="dialect-source mono">{source}</span>}</For>
          </dd>
        </Show>
      </dl>
    </article>
  )
}

function Side(props: {
  readonly title: string
  readonly copy: string
  readonly view: MentionView
  readonly onCopy: () => void
}): JSX.Element {
  return (
    <section class="dialect-side" aria-label={props.title}>
      <header class="dialect-side-head">
        <h4>{props.title}</h4>
        <Show when={props.view.kind === 'text'}>
          <IconButton small label={props.copy} icon={<Copy />} onPress={props.onCopy} />
        </Show>
      </header>
      <Switch>
        <Match when={props.view.kind === 'text' && props.view}>
          {(view) => (
            <>
              <pre class="dialect-text mono">{view().text}</pre>
              <For each={view().beside}>
                {(numbers) => (
                  <p class="mono muted">
                    {t('dialects.beside', { numbers: numbers.map((value) => Number(value.toFixed(4))).join(', ') })}
                  </p>
                )}
              </For>
              <p class="muted numbers">{errorText(view())}</p>
            </>
          )}
        </Match>
        <Match when={props.view.kind === 'loss' && props.view}>
          {(view) => <p class="dialect-loss">{said(view().message)}</p>}
        </Match>
      </Switch>
    </section>
  )
}

/** How exact the text is, in words. */
export function errorText(view: Extract<MentionView, { kind: 'text' }>): string {
  if (view.error === null) return t('dialects.nothing-read')
  return view.error < 0.005 ? t('dialects.exact') : t('dialects.error', { n: view.error.toFixed(2) })
}

function frameFacts({ area, steps, resized, tiles }: FrameDrawing): string[] {
  const short = (value: number): number => Number(value.toFixed(value < 10 ? 2 : 0))
  const facts: string[] = []
  if (resized !== null) facts.push(t('dialects.resized', resized))
  if (steps === null) facts.push(t('dialects.not-rounded'))
  else {
    const [width, height] = [(area.x2 - area.x1) / steps.width, (area.y2 - area.y1) / steps.height]
    facts.push(
      t('dialects.steps', {
        columns: Math.round(steps.width),
        rows: Math.round(steps.height),
        width: short(width),
        height: short(height),
      }),
    )
  }
  if (tiles.length > 0) facts.push(t('dialects.tiles', { n: tiles.length }))
  return facts
}

function kinds(can: ShapeKinds): string {
  const words = [
    can.points && t('dialects.points'),
    can.boxes && t('dialects.boxes'),
    can.polygons && t('dialects.polygons'),
  ]
  return words.filter(Boolean).join(', ') || t('dialects.no-regions')
}

function carriesText({ dialect: { can } }: DialectView): string {
  const images = can.images === 'one' ? t('dialects.one-image') : t('dialects.several-images')
  return t('dialects.carries.text', { asks: kinds(can.asks), answers: kinds(can.answers), images })
}

function lossText({ dialect }: DialectView): string {
  switch (dialect.can.loss) {
    case 'answers':
      return t('dialects.loss.answers')
    case 'answers-and-headers':
      return t('dialects.loss.answers-and-headers')
    default:
      return t('dialects.loss.all-text')
  }
}

function sources({ dialect: { source } }: DialectView): string[] {
  return [source.paper === null ? null : t('dialects.paper', { id: source.paper }), source.code].filter(
    (one) => one !== null,
  )
}
