import { For, type JSX, Match, Show, Switch } from 'solid-js'
import type { ModelState } from '../../state/create-models.ts'
import { providerName } from '../../text/provider-name.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'

/** Which providers were tried, what each said, and which one runs. */
export function DeviceReport(props: { readonly state: ModelState }): JSX.Element {
  return (
    <section class="device-report" aria-label={t('device.report')}>
      <h3>{t('device.report')}</h3>
      <Switch fallback={<p class="muted">{t('device.looking')}</p>}>
        <Match when={props.state.kind === 'failed' && props.state.error}>
          {(error) => (
            <div class="failure" role="alert">
              <p class="failure-title">{said(error().message)}</p>
              <Show when={error().hint}>{(hint) => <p>{said(hint())}</p>}</Show>
              <Show when={error().detail}>{(detail) => <p class="failure-detail mono">{detail()}</p>}</Show>
            </div>
          )}
        </Match>
        <Match when={props.state.kind === 'ready' && props.state.loaded}>
          {(loaded) => (
            <ul>
              <For each={loaded().attempts}>
                {(attempt) => (
                  <li class="device-attempt">
                    <span class="device-dot" data-state={attempt.ok ? 'ready' : 'failed'} />
                    <span>{providerName(attempt.provider)}</span>
                    <span class="muted device-reason">
                      {attempt.ok
                        ? count('device.runs', loaded().threads, { ms: Math.round(loaded().loadMs) })
                        : attempt.reason}
                    </span>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </section>
  )
}
