import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { timeText } from '../../text/time-text.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** What must be said about the project as a whole: who writes, and what its journal had been through. */
export function ProjectNotes(): JSX.Element {
  const { editor, library, locateMissing, openDialog, project, setHistoryView, takeOver } = useWorkspace()
  const [replayedSeen, setReplayedSeen] = createSignal(false)
  const [leaving, setLeaving] = createSignal(false)
  const [lowSeen, setLowSeen] = createSignal(false)
  const [missingSeen, setMissingSeen] = createSignal(false)
  const [foundSeen, setFoundSeen] = createSignal(false)
  const [seen, setSeen] = createSignal(false)
  const failed = () => {
    const state = editor.saveState()
    return state.kind === 'failed' && editor.writable() ? state : null
  }
  // A window that closes takes what is only in its memory along: it asks, in a browser by the browser's own question.
  let mayLeave = false
  function ask(event: BeforeUnloadEvent): void {
    if (failed() === null || mayLeave) return
    event.preventDefault()
    event.returnValue = true
    setLeaving(true)
  }
  createEffect(() => {
    if (failed() === null) setLeaving(false)
  })
  window.addEventListener('beforeunload', ask)
  onCleanup(() => window.removeEventListener('beforeunload', ask))
  const recovered = () => (seen() ? undefined : project().recovered)
  return (
    <>
      <Show when={!editor.writable()}>
        <div class="banner" role="alert">
          <span>{t('read-only.text')}</span>
          <Button onPress={() => void takeOver()}>{t('read-only.take-over')}</Button>
        </div>
      </Show>
      <Show when={leaving()}>
        <div class="banner banner-bad" role="alert">
          <span>{t('storage.leaving')}</span>
          <Button onPress={() => openDialog('save-as')}>{t('storage.save-as')}</Button>
          <Button
            variant="quiet"
            onPress={() => {
              mayLeave = true
              window.close()
            }}
          >
            {t('storage.leave')}
          </Button>
        </div>
      </Show>
      <Show when={!failed() && !lowSeen() && editor.lowOnSpace()}>
        {(bytes) => (
          <div class="banner" role="alert">
            <span>{t('storage.low', { size: Math.round(bytes() / 1e6) })}</span>
            <Button onPress={() => openDialog('save-as')}>{t('storage.save-as')}</Button>
            <Button variant="quiet" onPress={() => setLowSeen(true)}>
              {t('dialog.dismiss')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={failed()}>
        {(state) => (
          <div class="banner" role="alert">
            <span>{t('storage.failed', { detail: state().message.replace(/\.+$/, '') })}</span>
            <Button onPress={() => openDialog('save-as')}>{t('storage.save-as')}</Button>
            <Button onPress={() => editor.retrySave()}>{t('saved.retry')}</Button>
          </div>
        )}
      </Show>
      <Show when={library.folderGone()}>
        <div class="banner banner-bad" role="alert">
          <span>{t('missing.folder-gone', { path: project().path })}</span>
          <Button onPress={() => void locateMissing()}>{t('missing.locate')}</Button>
        </div>
      </Show>
      <Show when={!missingSeen() && library.missing().length > 0}>
        <div class="banner" role="status">
          <span>
            {count('missing.note', library.missing().length)} {t('missing.kept')}
          </span>
          <Button onPress={() => void locateMissing()}>{t('missing.locate')}</Button>
          <Button variant="quiet" onPress={() => openDialog('missing')}>
            {t('missing.show')}
          </Button>
          <Button variant="quiet" onPress={() => setMissingSeen(true)}>
            {t('dialog.dismiss')}
          </Button>
        </div>
      </Show>
      <Show when={!foundSeen() && library.foundAgain() > 0}>
        <div class="banner" role="status">
          <span>{count('missing.found', library.foundAgain())}</span>
          <Button variant="quiet" onPress={() => setFoundSeen(true)}>
            {t('dialog.dismiss')}
          </Button>
        </div>
      </Show>
      <Show when={!replayedSeen() && editor.replayed()}>
        {(what) => (
          <div class="banner" role="status">
            <span>{count('history.replayed', what().count, { at: timeText(what().at) })}</span>
            <Button
              variant="quiet"
              onPress={() => {
                setHistoryView('journal')
                openDialog('history')
              }}
            >
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
