import FolderOpen from 'lucide-solid/icons/folder-open'
import { For, type JSX, Show } from 'solid-js'
import { type Shell, sourceOf } from '../../state/create-shell.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import '../../ui/folder-rows.css'
import './start.css'

/** What shows while no project is open: how to get one. */
export function StartScreen(props: { readonly shell: Shell }): JSX.Element {
  const openFolder = async (): Promise<void> => {
    const path = await props.shell.chooseFolder('open')
    if (path !== null) await props.shell.open({ kind: 'folder', path })
  }
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
        <Show when={props.shell.failure()}>
          {(failure) => (
            <div class="failure" role="alert">
              <p class="failure-title">{said(failure().message)}</p>
              <Show when={failure().hint}>{(hint) => <p>{said(hint())}</p>}</Show>
              <Show when={failure().detail}>{(detail) => <p class="failure-detail mono">{detail()}</p>}</Show>
            </div>
          )}
        </Show>
        <Show when={!props.shell.opening()} fallback={<p role="status">{t('start.opening')}</p>}>
          <div class="start-buttons">
            <Button variant="primary" icon={<FolderOpen />} onPress={() => void openFolder()}>
              {t('action.open-folder')}
            </Button>
            <Button onPress={() => void props.shell.openForImport()}>{t('import.start')}</Button>
            <Button onPress={() => void props.shell.open({ kind: 'sample' })}>{t('action.open-sample')}</Button>
          </div>
          <p class="muted">{t('import.start.hint')}</p>
          <RecentList shell={props.shell} />
        </Show>
      </div>
    </main>
  )
}

function RecentList(props: { readonly shell: Shell }): JSX.Element {
  const recent = () => props.shell.info()?.recent ?? []
  return (
    <Show when={recent().length > 0}>
      <h2>{t('start.recent')}</h2>
      <ul class="folder-list">
        <For each={recent()}>
          {(project) => (
            <li>
              <button
                type="button"
                class="folder-row"
                onClick={() => void props.shell.open(sourceOf(project.path, props.shell.info()?.samplePath ?? ''))}
              >
                <span class="clip">{project.name}</span>
                <span class="folder-row-detail muted numbers clip">
                  {project.path} · {count('folder.images', project.images)}
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
