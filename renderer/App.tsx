import { createEffect, createSignal, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { deixisApi } from '../shared/api/deixis.ts'
import type { ProjectInfo } from '../shared/api/project.ts'
import { type ErrorData, toAppError } from '../shared/errors.ts'
import type { Client } from '../shared/rpc/contract.ts'
import type { DocumentStore } from './db/document-store.ts'
import { ArrivingDialog } from './features/start/ArrivingDialog.tsx'
import { FailureBanner } from './features/start/FailureBanner.tsx'
import { FolderDialog } from './features/start/FolderDialog.tsx'
import { StartScreen } from './features/start/StartScreen.tsx'
import { ProjectScreen } from './ProjectScreen.tsx'
import { createModels } from './state/create-models.ts'
import { createSettings } from './state/create-settings.ts'
import { createShell } from './state/create-shell.ts'
import type { KeyValueStore } from './state/create-stored.ts'
import { t } from './text/translate.ts'

export type AppProps = {
  readonly client: Client<typeof deixisApi>
  /** True once the line to the main process is gone. */
  readonly lost: () => boolean
  readonly openStore: (project: ProjectInfo) => DocumentStore
  readonly keyValues: KeyValueStore
}

/** The whole page: the open project, or the start screen while there is none. */
export function App(props: AppProps): JSX.Element {
  const settings = createSettings(props.keyValues)
  const shell = createShell(props.client, props.keyValues)
  const models = createModels(props.client, settings.device)
  onMount(() => {
    void shell.start()
    void models.start()
  })

  const [unexpected, setUnexpected] = createSignal<ErrorData | null>(null)
  const report = (event: PromiseRejectionEvent): void => {
    const error = toAppError(event.reason)
    if (error.code === 'rpc.cancelled' || error.code === 'rpc.peer-lost') return
    const message =
      error.code === 'rpc.internal' ? t('problem.unexpected', { detail: error.detail ?? '' }) : error.message
    setUnexpected({ ...error.toData(), message })
  }
  window.addEventListener('unhandledrejection', report)
  onCleanup(() => window.removeEventListener('unhandledrejection', report))
  createEffect(() => {
    const name = shell.project()?.name
    document.title = name ? t('app.title-of', { name }) : t('app.title')
  })

  const banners = (): JSX.Element => (
    <Switch>
      <Match when={props.lost()}>
        <FailureBanner
          error={{ code: 'rpc.peer-lost', message: t('app.lost') }}
          action={{ label: t('app.reload'), run: () => location.reload() }}
        />
      </Match>
      <Match when={unexpected()}>
        {(failure) => <FailureBanner error={failure()} onDismiss={() => setUnexpected(null)} />}
      </Match>
      <Match when={shell.failure()}>
        {(failure) => (
          <FailureBanner
            error={failure()}
            {...(shell.lostFolder() === null
              ? {}
              : { action: { label: t('missing.locate'), run: () => void shell.locateLost() } })}
            onDismiss={shell.dismissFailure}
          />
        )}
      </Match>
    </Switch>
  )
  return (
    <>
      <Show when={shell.project()} keyed fallback={<StartScreen shell={shell} lost={props.lost()} />}>
        {(project) => (
          <ProjectScreen
            shell={shell}
            project={project}
            settings={settings}
            models={models}
            store={props.openStore(project)}
            banners={banners()}
          />
        )}
      </Show>
      <ArrivingDialog shell={shell} />
      <FolderDialog shell={shell} />
    </>
  )
}
