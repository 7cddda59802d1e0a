import { type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Shell } from '../../state/create-shell.ts'
import { droppedPath } from '../../state/dropped-path.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { StartCard } from './StartCard.tsx'
import './start.css'

/** What shows while no project is open: how to get one. */
export function StartScreen(props: {
  readonly shell: Shell
  /** The line to the program is gone: nothing can be opened until the page is loaded again. */
  readonly lost?: boolean
}): JSX.Element {
  const openFolder = async (): Promise<void> => {
    const path = await props.shell.chooseFolder('open')
    if (path !== null) await props.shell.open({ kind: 'folder', path })
  }
  function over(event: DragEvent): void {
    event.preventDefault()
  }
  async function dropped(event: DragEvent): Promise<void> {
    event.preventDefault()
    const path = await droppedPath()
    if (path !== null) await props.shell.open({ kind: 'folder', path })
  }
  const drop = (event: DragEvent): void => void dropped(event)
  onMount(() => {
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    onCleanup(() => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    })
  })
  return (
    <main
      class="start"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() === 'o' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void openFolder()
        }
      }}
    >
      <div class="start-card">
        <h1 class="start-title">{t('app.title')}</h1>
        <p class="muted">{t('start.text')}</p>
        <Show when={props.lost}>
          <div class="failure" role="alert">
            <p class="failure-title">{t('app.lost')}</p>
            <div class="failure-buttons">
              <Button onPress={() => location.reload()}>{t('app.reload')}</Button>
            </div>
          </div>
        </Show>
        <Show when={!props.lost && props.shell.failure()}>
          {(failure) => (
            <div class="failure" role="alert">
              <p class="failure-title">{said(failure().message)}</p>
              <Show when={failure().hint}>{(hint) => <p>{said(hint())}</p>}</Show>
              <Show when={failure().detail}>{(detail) => <p class="failure-detail mono">{detail()}</p>}</Show>
              <Show when={props.shell.lostFolder()}>
                <div class="failure-buttons">
                  <Button onPress={() => void props.shell.locateLost()}>{t('missing.locate')}</Button>
                </div>
              </Show>
            </div>
          )}
        </Show>
        <Show when={!props.lost}>
          <Show when={!props.shell.opening()} fallback={<p role="status">{t('start.opening')}</p>}>
            <StartCard shell={props.shell} />
          </Show>
        </Show>
      </div>
    </main>
  )
}
