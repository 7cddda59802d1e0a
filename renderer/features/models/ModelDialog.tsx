import { For, type JSX, Show } from 'solid-js'
import type { ModelCard } from '../../../shared/api/chat.ts'
import { Device } from '../../../shared/api/engine.ts'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { providerName } from '../../text/provider-name.ts'
import { saidFacts } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { DeviceReport } from './DeviceReport.tsx'
import './models.css'

/** The model that answers: what it can do, where it runs and why there, and how it is asked. */
export function ModelDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { models } = workspace.chat
  const { settings } = workspace
  const loadedId = () => {
    const state = models.state()
    return state.kind === 'ready' || state.kind === 'loading' ? state.card.id : null
  }
  return (
    <Dialog
      open={workspace.dialog() === 'model'}
      title={t('model.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
    >
      <div class="model-dialog">
        <Show when={models.cards().length > 0} fallback={<p class="muted">{t('model.none')}</p>}>
          <For each={models.cards()}>
            {(card) => (
              <article class="model-card" aria-label={card.title}>
                <header class="model-card-head">
                  <h3>{card.title}</h3>
                  <Show when={loadedId() === card.id} fallback={<LoadButton card={card} />}>
                    <span class="badge badge-good">{t('model.loaded')}</span>
                  </Show>
                </header>
                <dl class="model-facts">
                  <dt>{t('model.id')}</dt>
                  <dd class="mono">{card.id}</dd>
                  <dt>{t('model.size')}</dt>
                  <dd class="numbers">{t('model.megabytes', { n: (card.bytes / 1e6).toFixed(1) })}</dd>
                  <dt>{t('model.abilities')}</dt>
                  <dd>{abilities(card)}</dd>
                  <dt>{t('model.dialect')}</dt>
                  <dd>
                    {saidFacts(dialectById(card.dialect)?.frame ?? card.dialect)}{' '}
                    <button type="button" class="link" onClick={() => workspace.openDialog('dialects')}>
                      {t('dialects.show')}
                    </button>
                  </dd>
                  <dt>{t('model.licence')}</dt>
                  <dd>{card.licence}</dd>
                </dl>
                <Show when={card.problem}>{(problem) => <p class="model-problem">{problem()}</p>}</Show>
              </article>
            )}
          </For>
        </Show>
        <DeviceReport state={models.state()} />
        <section class="model-options" aria-label={t('model.options')}>
          <h3>{t('model.options')}</h3>
          <label class="field">
            <span>{t('model.device')}</span>
            <select
              class="pane-select"
              onChange={(event) => {
                const chosen = Device.options.find((device) => device === event.currentTarget.value)
                if (!chosen) return
                settings.setDevice(chosen)
                const id = loadedId()
                if (id) void models.load(id)
                else void models.start()
              }}
            >
              <For each={Device.options}>
                {(device) => (
                  <option value={device} selected={settings.device() === device}>
                    {device === 'auto' ? t('model.device.auto') : providerName(device)}
                  </option>
                )}
              </For>
            </select>
          </label>
          <Switch
            label={t('model.constrained')}
            hint={t('model.constrained.hint')}
            checked={settings.generate().constrained}
            onChange={(constrained) => settings.setGenerate({ constrained })}
          />
          <NumberField
            label={t('model.temperature')}
            value={settings.generate().temperature}
            min={0}
            max={2}
            step={0.1}
            onChange={(temperature) => settings.setGenerate({ temperature })}
          />
          <NumberField
            label={t('model.seed')}
            value={settings.generate().seed}
            min={0}
            max={2 ** 31 - 1}
            step={1}
            onChange={(seed) => settings.setGenerate({ seed })}
          />
          <NumberField
            label={t('model.max-tokens')}
            value={settings.generate().maxTokens}
            min={1}
            max={4096}
            step={1}
            onChange={(maxTokens) => settings.setGenerate({ maxTokens })}
          />
        </section>
      </div>
    </Dialog>
  )
}

function LoadButton(props: { readonly card: ModelCard }): JSX.Element {
  const { models } = useWorkspace().chat
  return (
    <Button unavailable={props.card.problem} onPress={() => void models.load(props.card.id)}>
      {t('model.load')}
    </Button>
  )
}

function abilities(card: ModelCard): string {
  const can = card.capabilities
  const words = [
    can.boxIn && t('model.can.box-in'),
    can.pointIn && t('model.can.point-in'),
    can.boxOut && t('model.can.box-out'),
    can.pointOut && t('model.can.point-out'),
    can.multiTurn && t('model.can.multi-turn'),
  ]
  return words.filter(Boolean).join(', ')
}
