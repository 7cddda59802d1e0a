import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { durationText } from '../../text/duration-text.ts'
import { t } from '../../text/translate.ts'

/** How far the batch is that runs or waits; opens its dialog. */
export function BatchLine(): JSX.Element {
  const workspace = useWorkspace()
  const shown = () => {
    const state = workspace.batch.state()
    return state !== null && (state.state === 'running' || state.state === 'paused') ? state : null
  }
  const words = (): string => {
    const state = shown()
    if (state === null) return ''
    const progress = { done: state.answered + state.skipped + state.failed, total: state.total }
    if (state.state === 'paused') return t('batch.line.paused', progress)
    if (state.secondsLeft === null) return t('batch.line.running', progress)
    return t('batch.line.left', { ...progress, time: durationText(state.secondsLeft) })
  }
  return (
    <Show when={shown()}>
      <button type="button" class="status-batch numbers" onClick={() => workspace.openDialog('batch')}>
        {words()}
      </button>
    </Show>
  )
}
