import { createSignal, type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { timeText } from '../../text/time-text.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** What must be said about the project as a whole: who writes, and what its journal had been through. */
export function ProjectNotes(): JSX.Element {
  const { editor, openDialog, project, takeOver } = useWorkspace()
  const [replayedSeen, setReplayedSeen] = createSignal(false)
  const [seen, setSeen] = createSignal(false)
  const failed = () => {
    const state = editor.saveState()
    return state.kind === 'failed' && editor.writable() ? state : null
  }
  const recovered = () => (seen() ? undefined : project().recovered)
  return (
    <>
      <Show when={!editor.writable()}>
        <div class="banner" role="alert">
          <span>{t('read-only.text')}</span>
          <Button onPress={() => void takeOver()}>{t('read-only.take-over')}</Button>
        </div>
      </Show>
      <Show when={failed()}>
        {(state) => (
          <div class="banner" role="alert">
            <span>{t('storage.failed', { detail: state().message })}</span>
            <Button onPress={() => editor.retrySave()}>{t('saved.retry')}</Button>
          </div>
        )}
      </Show>
      <Show when={!replayedSeen() && editor.replayed()}>
        {(what) => (
          <div class="banner" role="status">
            <span>{count('history.replayed', what().count, { at: timeText(what().at) })}</span>
            <Button variant="quiet" onPress={() => openDialog('history')}>
              {t('history.show')}
            </Button>
            <Button variant="quiet" onPress={() => setReplayedSeen(true)}>
              {t('dialog.dismiss')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={recovered()}>
        {(what) => (
          <div class="banner" role="status">
            <span>
              <Show when={what().droppedBytes > 0}>{t('recovered.text', { n: what().droppedBytes })} </Show>
              <Show when={what().damaged.length > 0}>{t('recovered.damaged', { n: what().damaged.length })}</Show>
            </span>
            <Button variant="quiet" onPress={() => setSeen(true)}>
              {t('dialog.dismiss')}
            </Button>
          </div>
        )}
      </Show>
    </>
  )
}
