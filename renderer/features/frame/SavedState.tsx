import { type JSX, Match, Switch } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'

/** "Saved" only when everything committed is in the journal and in the store. */
export function SavedState(): JSX.Element {
  const { editor } = useWorkspace()
  const failed = () => {
    const state = editor.saveState()
    return state.kind === 'failed' ? state : null
  }
  return (
    <span class="top-saved" classList={{ 'top-saved-failed': failed() !== null }} role="status">
      <Switch fallback={t('saved.saved')}>
        <Match when={!editor.writable()}>{t('saved.read-only')}</Match>
        <Match when={editor.saveState().kind === 'saving'}>{t('saved.saving')}</Match>
        <Match when={failed()}>
          {(state) => (
            <>
              <span title={state().message}>{t('saved.failed')}</span>{' '}
              <button type="button" class="link" onClick={() => editor.retrySave()}>
                {t('saved.retry')}
              </button>
            </>
          )}
        </Match>
      </Switch>
    </span>
  )
}
