import { type JSX, Show } from 'solid-js'
import type { Run } from '../../../shared/dialogue/turn.ts'
import { t } from '../../text/translate.ts'

/** How an answer came about: model, time to the first token, speed, and how it ended: a badge when not by itself. */
export function RunLine(props: { readonly run: Run }): JSX.Element {
  const ending = () => {
    switch (props.run.finishReason) {
      case 'stop':
        return null
      case 'stopped':
        return t('run.stopped')
      case 'length':
        return t('run.length')
      case 'failed':
        return t('run.failed')
    }
  }
  return (
    <>
      <Show when={ending()}>{(text) => <span class="badge">{text()}</span>}</Show>
      <Show when={props.run.tokensPerSecond > 0} fallback={<span class="run-line">{props.run.modelId}</span>}>
        <span
          class="run-line numbers"
          title={t('run.details', {
            provider: props.run.provider.toUpperCase(),
            tokens: props.run.tokens,
            cached: props.run.cachedTokens,
            mode: props.run.constrained ? t('run.constrained') : t('run.free'),
          })}
        >
          {t(props.run.finishReason === 'stop' ? 'run.line.complete' : 'run.line', {
            model: props.run.modelId,
            ms: Math.round(props.run.firstTokenMs),
            speed: Math.round(props.run.tokensPerSecond),
          })}
        </span>
      </Show>
    </>
  )
}
