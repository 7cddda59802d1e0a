import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { ProjectInfo } from '../../shared/api/project.ts'
import { dialectById } from '../../shared/dialects/registry.ts'
import { shikra } from '../../shared/dialects/shikra.ts'
import type { RegionId } from '../../shared/ids.ts'
import type { DocumentStore } from '../db/document-store.ts'
import { count, t } from '../text/translate.ts'
import { createBatch } from './create-batch.ts'
import { createCanvasOptions } from './create-canvas-options.ts'
import { createChat } from './create-chat.ts'
import { createEditor } from './create-editor.ts'
import { createEvaluation } from './create-evaluation.ts'
import { createFacts } from './create-facts.ts'
import { createImageTime } from './create-image-time.ts'
import { createLabels } from './create-labels.ts'
import { createLibrary } from './create-library.ts'
import type { Models } from './create-models.ts'
import { createProgress } from './create-progress.ts'
import { createQa } from './create-qa.ts'
import { createReview } from './create-review.ts'
import type { Settings } from './create-settings.ts'
import type { Shell } from './create-shell.ts'
import { createTemplates } from './create-templates.ts'
import {
  type CanvasHandle,
  type ComposerHandle,
  type DialogName,
  type HistoryView,
  type PaneName,
  type PointerPosition,
  paneNames,
  type ViewName,
  type Workspace,
} from './workspace.ts'

export type WorkspaceParts = {
  readonly shell: Shell
  readonly project: ProjectInfo
  readonly store: DocumentStore
  readonly settings: Settings
  readonly models: Models
}

/** The workspace of one open project. Call it inside a root that lives as long as the project is open. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { shell, settings, models } = parts
  const { client } = shell
  const project = (): ProjectInfo => parts.project
  const editor = createEditor({ client, store: parts.store, project: parts.project })
  onCleanup(() => editor.dispose())
  const facts = createFacts(editor, parts.store)
  createImageTime(editor, facts)
  const library = createLibrary({ client, project, editor, facts, store: settings.store, onImages: editor.addImages })
  createProgress(client, parts.project.id, library, editor.writable)
  const image = createMemo(() => library.images()[library.currentIndex()] ?? null)
  const chat = createChat({ client, project, editor, models, settings, image })

  const evaluation = createEvaluation(client)
  const batch = createBatch({ client, project, editor })
  const qa = createQa({ client, project, editor, models, settings, image })
  const review = createReview({ editor, library, shown: library.shown, settings, store: parts.store })
  const labels = createLabels(settings.store, parts.project.id, editor)

  const [composer, setComposer] = createSignal<ComposerHandle | null>(null)
  const [canvas, setCanvas] = createSignal<CanvasHandle | null>(null)
  const [view, setView] = createSignal<ViewName>('picture')
  const [renaming, setRenaming] = createSignal<RegionId | null>(null)
  const [dialog, setDialog] = createSignal<DialogName | null>(null)
  const [droppedFolder, setDroppedFolder] = createSignal<string | null>(null)
  const [historyView, setHistoryView] = createSignal<HistoryView>('steps')
  const [keySheetScope, setKeySheetScope] = createSignal<string | null>(null)
  const [importPath, setImportPath] = createSignal<string | null>(null)
  const [pointer, setPointer] = createSignal<PointerPosition | null>(null)
  const [zoom, setZoom] = createSignal(1)
  const panes = new Map<PaneName, HTMLElement>()

  const dialect = createMemo(() => {
    const model = models.state()
    return (model.kind === 'ready' && dialectById(model.loaded.dialect)) || shikra
  })

  // The label of what undo would take changes with every new entry; what was there at the start, or comes back by undo, is not new.
  let started = false
  void editor.ready.then(() => {
    started = true
  })
  createEffect(
    on(
      editor.undoLabel,
      (done) => {
        if (!started || editor.canRedo()) return
        if (['history.add-box', 'history.add-point', 'history.add-polygon'].includes(done ?? '')) settings.tick('draw')
        if (done === 'history.move-region' || done === 'history.resize-region') {
          const moved = editor.selection().some((id) => editor.document.regions[id]?.proposal)
          if (moved) settings.tick('correct')
        }
      },
      { defer: true },
    ),
  )

  /** Opens the side that a pane is on; where dialogue and regions share a place, it takes it. */
  function showPane(name: PaneName): void {
    if (name === 'images' && !settings.panes().leftOpen) settings.setPanes({ leftOpen: true })
    if (name === 'dialogue' || name === 'regions') settings.setPanes({ rightOpen: true, rightTab: name })
  }

  function focusPane(name: PaneName): void {
    showPane(name)
    const canvasHandle = canvas()
    const composerHandle = composer()
    if (name === 'canvas' && canvasHandle) canvasHandle.focus()
    else if (name === 'dialogue' && composerHandle) composerHandle.focus()
    else {
      const pane = panes.get(name)
      const list = pane?.querySelector<HTMLElement>('[role="listbox"][tabindex="0"]')
      const target = list ?? pane?.querySelector<HTMLElement>('button, [tabindex="0"]') ?? pane
      target?.focus()
    }
  }

  async function locateMissing(): Promise<void> {
    const folder = await shell.chooseFolder('open')
    if (folder === null) return
    const { path, found } = await client['project.locate']({ projectId: parts.project.id, folder })
    if (path !== parts.project.path) {
      await shell.open({ kind: 'folder', path })
      shell.tell(t('missing.moved', { path, n: found }))
      return
    }
    shell.tell(found === 0 ? t('missing.found-none') : count('missing.found', found))
    if (found > 0) await library.rescan()
  }

  return {
    client,
    project,
    editor,
    library,
    chat,
    settings,
    evaluation,
    batch,
    review,
    qa,
    canvasOptions: createCanvasOptions(settings.store, parts.project.id),
    labels,
    templates: createTemplates(editor, settings.store, parts.project.id, parts.models.languages),
    dialect,
    region: (id) => editor.document.regions[id] ?? editor.provisional().find((region) => region.id === id),
    composer,
    attachComposer: (handle) => void setComposer(handle),
    canvas,
    attachCanvas: (handle) => void setCanvas(handle),
    mention(ids) {
      if (ids.length === 0) return
      showPane('dialogue')
      composer()?.insertMention(ids)
    },
    goTo(id) {
      const imageId = editor.document.regions[id]?.imageId
      const elsewhere = imageId !== undefined && imageId !== editor.imageId()
      const show = (): void => {
        editor.select([id])
        canvas()?.reveal(id)
      }
      if (elsewhere) void library.open(imageId).then(show)
      else show()
    },
    renaming,
    rename(id) {
      if (id !== null) showPane('regions')
      setRenaming(id)
    },
    view,
    setView: (name) => void setView(name),
    dialog,
    openDialog: (name) => void setDialog(name),
    historyView,
    setHistoryView: (name) => void setHistoryView(name),
    keySheetScope,
    openKeySheet(scope) {
      setKeySheetScope(scope)
      setDialog('keys')
    },
    notice: shell.notice,
    tell: shell.tell,
    importPath,
    openImport(path) {
      setImportPath(path)
      setDialog('import')
    },
    closeDialog: () => void setDialog(null),
    chooseFolder: shell.chooseFolder,
    recent: () => {
      const info = shell.info()
      return (info?.recent ?? [])
        .filter((each) => each.path !== parts.project.path && each.path !== info?.samplePath)
        .sort((a, b) => b.usedAt - a.usedAt)
    },
    openProject: shell.open,
    openProjectFile: shell.chooseProjectFile,
    async openFolder() {
      const path = await shell.chooseFolder('open')
      if (path !== null) await shell.open({ kind: 'folder', path })
    },
    takeOver: editor.takeOver,
    locateMissing,
    droppedFolder,
    takeDroppedFolder: (path) => void setDroppedFolder(path),
    attachPane: (name, element) => void panes.set(name, element),
    focusPane,
    stepPane(step) {
      const open = paneNames.filter((name) => panes.get(name)?.isConnected)
      const at = open.findIndex((name) => panes.get(name)?.contains(document.activeElement))
      const next = open[(at + step + open.length) % open.length]
      if (next) focusPane(next)
    },
    pointer,
    setPointer: (at) => void setPointer(at),
    zoom,
    setZoom: (value) => void setZoom(value),
  }
}
