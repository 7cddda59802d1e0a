import type { Accessor } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Document, Entry, JournalEntry, RecordChange } from '../../shared/document/document.ts'
import type { History } from '../../shared/document/history.ts'
import type { Recipe } from '../../shared/document/record-changes.ts'
import type { CommitId, ImageId, RegionId } from '../../shared/ids.ts'

/** What a start took from the journal: so many steps, the last of them at this time, after this number of the journal. */
export type Replayed = { readonly count: number; readonly at: number; readonly after: number }

/** A change in the making, e.g. a drag: previews from the base, one entry at the end, none when cancelled. */
export type Gesture = {
  preview(recipe: Recipe): void
  end(): void
  cancel(): void
}

export type ToolName = 'select' | 'box' | 'point' | 'polygon'

/** Whether everything committed so far is durable in both the journal and the store. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string }

/** The open project's document as the interface sees it. Everything people change goes through `commit` or `gesture`. */
export type Editor = {
  /** Resolves when the store has everything the journal has and the history is read back; `openImage` waits for it. */
  readonly ready: Promise<void>
  /** Solid store, updated by record; read it inside tracking scopes. Holds the open image's records and those its dialogues need. */
  readonly document: Document
  /** What is committed, as one immutable value, without a gesture's preview; never a proxy, so it can be sent anywhere. */
  readonly snapshot: Accessor<Document>
  /** What the gesture in hand changes in `snapshot`; empty without one. `document` shows both together. */
  readonly previewed: Accessor<readonly RecordChange[]>
  readonly imageId: Accessor<ImageId | null>
  /** Loads the records of an image and makes it the open one. The latest call wins. */
  openImage(id: ImageId): Promise<void>
  readonly selection: Accessor<readonly RegionId[]>
  select(ids: readonly RegionId[]): void
  /** The region that is highlighted everywhere because the pointer is over one of its appearances. */
  readonly hovered: Accessor<RegionId | null>
  hover(id: RegionId | null): void
  readonly tool: Accessor<ToolName>
  setTool(tool: ToolName): void
  /** Takes in what a scan of the folder found: into the document's images; the store gets those that are opened. */
  addImages(images: readonly ImageRecord[]): Promise<void>
  /** The number that the next region of the open image gets ("R7"); numbers of deleted regions are not given again. */
  nextRegionNumber(): number
  /**
   * Sets numbers of the open image aside for an answer that is being streamed, so that a box drawn meanwhile gets another one.
   * `release` when the answer is committed or has failed; what was not used is free again then.
   */
  reserveNumbers(count: number): { readonly first: number; release(): void }
  /** Regions of an answer that is still coming in: drawn as open proposals, not part of the document. */
  readonly provisional: Accessor<readonly Region[]>
  setProvisional(regions: readonly Region[]): void
  /** True while the model's own boxes are shown in place of corrected ones (key O held). */
  readonly showOriginals: Accessor<boolean>
  setShowOriginals(shown: boolean): void
  /**
   * `label` is a catalogue key such as `history.add-box`. Returns null when the recipe changed nothing. A `silent` one is written like
   * any other but is no step of anybody's: undo passes it over.
   */
  commit(label: string, recipe: Recipe, options?: { group?: string; silent?: boolean }): Entry | null
  gesture(label: string): Gesture
  undo(): Promise<void>
  redo(): Promise<void>
  readonly canUndo: Accessor<boolean>
  readonly canRedo: Accessor<boolean>
  /** Catalogue keys of the entries that undo and redo would take, for menus ("Undo move region"). */
  readonly undoLabel: Accessor<string | null>
  readonly redoLabel: Accessor<string | null>
  /** Every step that can be undone or redone, as far back as is kept. */
  readonly history: Accessor<History>
  /** Undoes or redoes until this step is the last one done; `null` = until nothing is. An unknown step changes nothing. */
  goToStep(id: CommitId | null): Promise<void>
  /** What the last start took from the journal because the page's store did not have it; `null` = nothing was missing. */
  readonly replayed: Accessor<Replayed | null>
  /** Takes in an entry that the main process committed (a model's turn): history, document and store, not the journal again. */
  applyCommitted(committed: JournalEntry): Promise<void>
  /**
   * Hears the changes of every image as they are committed; `null` when the store has got others and must be read again. The function
   * returned ends that.
   */
  watchChanges(listener: (changes: readonly RecordChange[] | null) => void): () => void
  readonly saveState: Accessor<SaveState>
  /** Changes that are not in the journal yet, in order. */
  unsaved(): Entry[]
  /** Bytes left where the journal lies, when they are few. */
  readonly lowOnSpace: Accessor<number | null>
  /** Tries at once to write what could not be written. */
  retrySave(): void
  /** False when another window writes; commits are refused then (they return null). */
  readonly writable: Accessor<boolean>
  /** Asks for the right to write, and takes in what the other window did meanwhile. */
  takeOver(): Promise<void>
  /** Ends timers and connections; nothing may be called afterwards. */
  dispose(): void
}
