import { type JSX, Show } from 'solid-js'
import type { DialectView } from '../../../shared/dialects/dialect-view.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'

/** A dialect in the list: its name, how exact it is, and the text of an answer (of a question where answers have none). */
export function DialectRow(props: {
  readonly view: DialectView
  readonly current: boolean
  readonly loaded: boolean
}): JSX.Element {
  const side = () => (props.view.answers.kind === 'text' ? props.view.answers : props.view.asks)
  const off = () => {
    const view = side()
    return view.kind === 'text' ? view.error : null
  }
  const words = () => {
    const view = side()
    return view.kind === 'text' ? view.text.replace(/\s+/g, ' ') : said(view.message)
  }
  return (
    <div class="dialect-row" classList={{ 'dialect-row-current': props.current }}>
      <span class="dialect-name clip">
        {props.view.dialect.title}
        <Show when={props.loaded}>
          <span class="badge badge-good">{t('dialects.loaded')}</span>
        </Show>
        <Show when={props.view.dialect.uncertain}>
          <span class="badge">{t('dialects.uncertain')}</span>
        </Show>
      </span>
      <span class="dialect-off muted numbers">
        <Show when={off() !== null}>{t('dialects.off', { n: (off() ?? 0).toFixed(2) })}</Show>
      </span>
      <span class="clip" classList={{ mono: side().kind === 'text', muted: side().kind === 'loss' }}>
        {words()}
      </span>
    </div>
  )
}
