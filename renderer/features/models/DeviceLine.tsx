import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { providerName } from '../../text/provider-name.ts'
import { label, t } from '../../text/translate.ts'
import { Tip } from '../../ui/Tip.tsx'
import './models.css'

/** The device that really runs the model, as it was measured; opens the model's card. */
export function DeviceLine(): JSX.Element {
  const workspace = useWorkspace()
  const { models } = workspace.chat
  const text = () => {
    const state = models.state()
    switch (state.kind) {
      case 'looking':
        return t('device.looking')
      case 'none':
        return t('device.none')
      case 'loading':
        return t('device.loading', { model: state.card.id })
      case 'failed':
        return t('device.failed')
      case 'ready': {
        const words = [providerName(state.loaded.provider), state.card.id]
        const speed = models.speed()
        return (speed === null ? words : [...words, t('device.speed', { n: Math.round(speed) })]).join(' · ')
      }
    }
  }
  const troubled = () => {
    const state = models.state()
    if (state.kind === 'failed' || state.kind === 'none') return true
    return state.kind === 'ready' && state.loaded.attempts.some((attempt) => !attempt.ok)
  }
  return (
    <Tip
      text={label('device.tip')}
      trigger={(attributes) => (
        <button
          {...attributes}
          type="button"
          class="device-line numbers"
          classList={{ 'device-line-troubled': troubled() }}
          aria-label={t('device.label', { text: text() })}
          onClick={() => workspace.openDialog('model')}
        >
          <Show when={troubled()} fallback={<span class="device-dot" data-state={models.state().kind} />}>
            <TriangleAlert />
          </Show>
          <span class="clip">{text()}</span>
        </button>
      )}
    />
  )
}
