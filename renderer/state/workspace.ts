import type { Accessor } from 'solid-js'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { Dialect } from '../../shared/dialects/dialect.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { RegionId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Batch } from './create-batch.ts'
import type { CanvasOptions } from './create-canvas-options.ts'
import type { Chat } from './create-chat.ts'
import type { Evaluation } from './create-evaluation.ts'
import type { Library } from './create-library.ts'
import type { Qa } from './create-qa.ts'
import type { Settings } from './create-settings.ts'
import type { ProjectSource, RequestPurpose } from './create-shell.ts'
import type { Templates } from './create-templates.ts'
import type { Editor } from './editor.ts'
import type { Review } from './review.ts'

/** The panes that F6 walks through, in this order. */
export const paneNames = ['images', 'canvas', 'dialogue', 'regions'] as const
export type PaneName = (typeof paneNames)[number]

/** The ways to look at a project, in the order of their tabs. */
export const viewNames = ['picture', 'qa', 'review', 'statistics'] as const
export type ViewName = (typeof viewNames)[number]

export type HistoryView = 'steps' | 'journal' | 'backups'

/** What opens above the workspace. Never two at once. */
export type DialogName =
  | 'batch'
  | 'history'
  | 'key-editor'
  | 'palette'
  | 'settings'
  | 'dialects'
  | 'evaluate'
  | 'export'
  | 'keys'
  | 'model'
  | 'templates'
  | 'unreadable'
  | 'missing'
  | 'save-as'
  | 'projects'
  | 'import'

/** What the composer lets others do; it attaches itself while it is mounted. */
export type ComposerHandle = {
  /** Whether the caret is in the composer (a press on the canvas does not take it away). */
  readonly focused: Accessor<boolean>
  focus(): void
  /** Puts one mention of these regions at the caret. */
  insertMention(ids: readonly RegionId[]): void
}

/** What commands ask of the canvas, whether or not it is drawn. */
export type BoardCommands = {
  fit(): void
  actualSize(): void
  zoomToSelection(): void
  /** Around the centre of what is visible; `factor` > 1 enlarges. */
  zoomBy(factor: number): void
  /** Scrolls the region into view if it is not. */
  reveal(id: RegionId): void
  /** Selects the next region below the selected one, where the pointer is or in the middle of the selected one. */
  selectBelow(): void
  /** Moves the pointer by picture pixels, as the mouse would; from the middle of what is visible when it is nowhere. */
  stepPointer(dx: number, dy: number): void
  /**
   * Clicks where the pointer is; ends a polygon when keys have not moved the pointer since its last corner. Does nothing and says false
   * while regions are selected, nothing is in hand and keys have not moved the pointer: Enter then means the selected regions.
   */
  pressHere(): boolean
  /** Takes back the last corner of the polygon being drawn. False when there is none. */
  stepBack(): boolean
  /** The corner in hand of the selected polygon, counted from 0. */
  readonly corner: Accessor<number | null>
  holdCorner(index: number | null): void
  /** What the tool and its state would tell: for the status bar. */
  readonly hint: Accessor<MessageKey>
}

/** What the canvas lets others do; it attaches itself while it is mounted. */
export type CanvasHandle = BoardCommands & {
  focus(): void
  /** Gives up the shape in hand (a box being drawn, a drag). False when there was none. */
  cancelShape(): boolean
  /** Whether regions may stick out of the picture. */
  readonly allowsOutside: Accessor<boolean>
}

/** Where the pointer is, for the status bar: pixels of the upright picture. */
export type PointerPosition = { readonly x: number; readonly y: number }

/** One open project and the screen around it: what actions act on. */
export type Workspace = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Editor
  readonly library: Library
  readonly chat: Chat
  readonly settings: Settings
  readonly evaluation: Evaluation
  readonly batch: Batch
  readonly review: Review
  readonly qa: Qa
  readonly canvasOptions: CanvasOptions

  /** The project's labels in the order of their first use. */
  readonly labels: Accessor<readonly string[]>

  /** The project's own templates of messages. */
  readonly templates: Templates

  /** How the loaded model writes coordinates; Shikra's way while none is loaded. */
  readonly dialect: Accessor<Dialect>
  /** A region of the document or of the answer that is being written. */
  region(id: string): Region | undefined

  readonly composer: Accessor<ComposerHandle | null>
  attachComposer(handle: ComposerHandle | null): void
  readonly canvas: Accessor<CanvasHandle | null>
  attachCanvas(handle: CanvasHandle | null): void

  /** Mentions regions at the composer's caret and moves the focus there. */
  mention(ids: readonly RegionId[]): void
  /** Selects a region and scrolls the canvas to it. */
  goTo(id: RegionId): void

  /** The region whose label is being written in the list. */
  readonly renaming: Accessor<RegionId | null>
  /** Opens the list's field for a label, or with `null` closes it. */
  rename(id: RegionId | null): void

  readonly view: Accessor<ViewName>
  setView(name: ViewName): void
  readonly dialog: Accessor<DialogName | null>
  openDialog(name: DialogName): void
  closeDialog(): void
  /** What the history shows. */
  readonly historyView: Accessor<HistoryView>
  setHistoryView(view: HistoryView): void
  /** The scope whose keys the key sheet shows first. */
  readonly keySheetScope: Accessor<string | null>
  openKeySheet(scope: string | null): void
  /** A sentence about what was just done, shown for a moment. */
  readonly notice: Accessor<string | null>
  tell(text: string): void
  /** The file or folder that the import dialog begins with. */
  readonly importPath: Accessor<string | null>
  /** Opens the import dialog; with a path, on that file or folder. */
  openImport(path: string | null): void
  /** Asks for a folder: the system's dialog, or the page's own. `null` = cancelled. */
  chooseFolder(purpose: RequestPurpose): Promise<string | null>
  /** Projects opened before, the latest first; the open one and the sample are not among them. */
  readonly recent: Accessor<readonly { readonly path: string; readonly name: string }[]>
  openProject(source: ProjectSource): Promise<void>
  /** Asks for a project's file and for the folder of its pictures, and opens it. */
  openProjectFile(): Promise<void>
  /** Asks for a folder and opens it as a project. */
  openFolder(): Promise<void>
  takeOver(): Promise<void>
  /** A folder that was dropped on the window and waits for what it is to become. */
  readonly droppedFolder: Accessor<string | null>
  takeDroppedFolder(path: string | null): void
  /** Asks for a folder and looks there for the images that are missing, or takes it for the project's own that has moved. */
  locateMissing(): Promise<void>

  /** Panes tell where they are, so that focus can go there. */
  attachPane(name: PaneName, element: HTMLElement): void
  focusPane(name: PaneName): void
  /** Moves the focus to the pane after (1) or before (-1) the one that has it. */
  stepPane(step: 1 | -1): void

  /** Reported by the canvas, read by the status bar. */
  readonly pointer: Accessor<PointerPosition | null>
  setPointer(at: PointerPosition | null): void
  readonly zoom: Accessor<number>
  setZoom(zoom: number): void
}
