import { type JSX, Show } from 'solid-js'
import type { ErrorData } from '../../../shared/errors.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import './start.css'

/** What shows until the page has its line to the program, and why it has none. */
export function ConnectScreen(props: { readonly problem: ErrorData | null }): JSX.Element {
  return (
    <main class="start">
      <Show when={props.problem} fallback={<p class="muted">{t('app.connecting')}</p>}>
        {(problem) => (
          <div class="start-card">
            <h1 class="start-title">{t('app.title')}</h1>
            <div class="failure" role="alert">
              <p class="failure-title">{said(problem().message)}</p>
              <Show when={problem().hint}>{(hint) => <p>{said(hint())}</p>}</Show>
            </div>
            <div class="start-buttons">
              <Button variant="primary" onPress={() => location.reload()}>
                {t('app.reload')}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </main>
  )
}
