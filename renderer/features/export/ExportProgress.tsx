import { type JSX, Match, Switch } from 'solid-js'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import type { ExportPass } from './create-export.ts'

/** How far the writing is, and where the result lies. */
export function ExportProgress(props: { readonly pass: ExportPass; readonly folder: string }): JSX.Element {
  return (
    <div class="export-progress" role="status">
      <Switch>
        <Match when={props.pass.failure()}>
          {(failure) => (
            <span class="export-failed">
              {said(failure().message)} {said(failure().hint)}
            </span>
          )}
        </Match>
        <Match when={props.pass.running() && props.pass.progress()}>
          {(progress) => (
            <>
              <progress max={progress().total} value={progress().done} aria-label={t('export.writing')} />
              <span class="numbers">{t('export.progress', { done: progress().done, total: progress().total })}</span>
            </>
          )}
        </Match>
        <Match when={props.pass.result()?.path}>
          {(path) => (
            <span class="export-done">
              {count('export.written', props.pass.result()?.records ?? 0)}{' '}
              <span class="mono export-path">{path()}</span>
            </span>
          )}
        </Match>
        <Match when={props.pass.stopped()}>
          <span>{t('export.stopped')}</span>
        </Match>
      </Switch>
    </div>
  )
}
