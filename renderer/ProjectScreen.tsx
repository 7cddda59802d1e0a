import { type JSX, Match, onMount, Show, Switch } from 'solid-js'
import type { ProjectInfo } from '../shared/api/project.ts'
import { listenForKeys } from './actions/dispatch-key.ts'
import { keysOf } from './actions/keys-of.ts'
import { actions } from './actions/register.ts'
import type { DocumentStore } from './db/document-store.ts'
import { databaseName } from './db/schema.ts'
import { BatchDialog } from './features/batch/BatchDialog.tsx'
import { ChatPanel } from './features/chat/ChatPanel.tsx'
import { MessageEditor } from './features/chat/MessageEditor.tsx'
import { PartView } from './features/chat/PartView.tsx'
import { TemplatesDialog } from './features/chat/TemplatesDialog.tsx'
import { DialectsDialog } from './features/dialects/DialectsDialog.tsx'
import { EvaluateDialog } from './features/evaluate/EvaluateDialog.tsx'
import { ExportDialog } from './features/export/ExportDialog.tsx'
import { CanvasPane } from './features/frame/CanvasPane.tsx'
import { GoneToast } from './features/frame/GoneToast.tsx'
import { Notice } from './features/frame/Notice.tsx'
import { ProjectNotes } from './features/frame/ProjectNotes.tsx'
import { SaveAsDialog } from './features/frame/SaveAsDialog.tsx'
import { StatusBar } from './features/frame/StatusBar.tsx'
import { TopBar } from './features/frame/TopBar.tsx'
import { Workbench } from './features/frame/Workbench.tsx'
import { HistoryDialog } from './features/history/HistoryDialog.tsx'
import { ImportDialog } from './features/import/ImportDialog.tsx'
import { ImportDrop } from './features/import/ImportDrop.tsx'
import { ImageList } from './features/library/ImageList.tsx'
import { MissingDialog } from './features/library/MissingDialog.tsx'
import { UnreadableDialog } from './features/library/UnreadableDialog.tsx'
import { DeviceLine } from './features/models/DeviceLine.tsx'
import { ModelDialog } from './features/models/ModelDialog.tsx'
import { QaScreen } from './features/qa/QaScreen.tsx'
import { RegionMenu } from './features/regions/RegionMenu.tsx'
import { RegionsPanel } from './features/regions/RegionsPanel.tsx'
import { ReviewScreen } from './features/review/ReviewScreen.tsx'
import { KeyEditor } from './features/settings/KeyEditor.tsx'
import { KeysDialog } from './features/settings/KeysDialog.tsx'
import { PaletteDialog } from './features/settings/PaletteDialog.tsx'
import { SettingsDialog } from './features/settings/SettingsDialog.tsx'
import { Checklist } from './features/start/Checklist.tsx'
import { DroppedFolderDialog } from './features/start/DroppedFolderDialog.tsx'
import { ProjectsDialog } from './features/start/ProjectsDialog.tsx'
import { StatisticsScreen } from './features/statistics/StatisticsScreen.tsx'
import { makeMenu } from './make-menu.ts'
import { countDatabase } from './state/count-statistics.ts'
import type { Models } from './state/create-models.ts'
import type { Settings } from './state/create-settings.ts'
import type { Shell } from './state/create-shell.ts'
import { createWorkspace } from './state/create-workspace.ts'
import { MessageViewsContext } from './state/message-views.ts'
import { WorkspaceContext } from './state/workspace-context.ts'
import { label } from './text/translate.ts'

/** One open project: its workspace and every pane and dialog on it. */
export function ProjectScreen(props: {
  readonly shell: Shell
  readonly project: ProjectInfo
  readonly settings: Settings
  readonly models: Models
  readonly store: DocumentStore
  readonly banners: JSX.Element
}): JSX.Element {
  const { shell, project, settings, models, store } = props
  const workspace = createWorkspace({ shell, project, settings, models, store })
  listenForKeys(actions, () => workspace, {
    keysOf: (action) => keysOf(settings.keymap, action),
    onRefused: (reason) => workspace.tell(label(reason)),
  })
  onMount(() => {
    void workspace.library.rescan()
    if (shell.takeImportWish()) workspace.openImport(null)
  })
  return (
    <WorkspaceContext.Provider value={workspace}>
      <div class="project-screen">
        <TopBar menu={makeMenu(actions, workspace)} device={<DeviceLine />} />
        {props.banners}
        <ProjectNotes />
        <Switch>
          <Match when={workspace.view() === 'picture'}>
            <Workbench
              images={
                <>
                  <ImageList />
                  <Checklist />
                </>
              }
              canvas={<CanvasPane menu={RegionMenu} />}
              dialogue={<ChatPanel />}
              regions={<RegionsPanel />}
            />
          </Match>
          <Match when={workspace.view() === 'qa'}>
            <MessageViewsContext.Provider value={{ Part: PartView, Field: MessageEditor }}>
              <QaScreen canvas={<CanvasPane menu={RegionMenu} />} />
            </MessageViewsContext.Provider>
          </Match>
          <Match when={workspace.view() === 'review'}>
            <MessageViewsContext.Provider value={{ Part: PartView, Field: MessageEditor }}>
              <ReviewScreen />
            </MessageViewsContext.Provider>
          </Match>
          <Match when={workspace.view() === 'statistics'}>
            <StatisticsScreen count={countDatabase(databaseName(project.id))} />
          </Match>
        </Switch>
        <StatusBar />
      </div>
      <GoneToast />
      <Show when={workspace.dialog() === 'export'}>
        <ExportDialog />
      </Show>
      <Show when={workspace.dialog() === 'batch'}>
        <BatchDialog />
      </Show>
      <Show when={workspace.dialog() === 'evaluate'}>
        <EvaluateDialog />
      </Show>
      <Show when={workspace.dialog() === 'dialects'}>
        <DialectsDialog />
      </Show>
      <Show when={workspace.dialog() === 'import'}>
        <ImportDialog />
      </Show>
      <ImportDrop />
      <ModelDialog />
      <UnreadableDialog />
      <MissingDialog />
      <KeysDialog actions={actions} />
      <Show when={workspace.dialog() === 'palette'}>
        <PaletteDialog actions={actions} />
      </Show>
      <Show when={workspace.dialog() === 'settings'}>
        <SettingsDialog />
      </Show>
      <Show when={workspace.dialog() === 'key-editor'}>
        <KeyEditor actions={actions} />
      </Show>
      <Show when={workspace.dialog() === 'templates'}>
        <TemplatesDialog />
      </Show>
      <DroppedFolderDialog />
      <Show when={workspace.dialog() === 'projects'}>
        <ProjectsDialog shell={shell} />
      </Show>
      <Show when={workspace.dialog() === 'save-as'}>
        <SaveAsDialog />
      </Show>
      <Show when={workspace.dialog() === 'history'}>
        <HistoryDialog />
      </Show>
      <Notice />
    </WorkspaceContext.Provider>
  )
}
