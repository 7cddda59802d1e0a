import type { Accessor } from 'solid-js'
import type { Document, Entry, JournalEntry } from '../../shared/document/document.ts'
import type { ImageId, RegionId } from '../../shared/ids.ts'

/** A change of the document as an immer recipe over records by id. */
export type Recipe = (draft: {
  regions: Record<string, Document['regions'][string]>
  dialogues: Record<string, Document['dialogues'][string]>
  turns: Record<string, Document['turns'][string]>
}) => void

/** A change in the making, e.g. a drag: previews from the base, one entry at the end, none when cancelled. */
export type Gesture = {
  preview(recipe: Recipe): void
  end(): void
  cancel(): void
}

export type ToolName = 'select' | 'box' | 'point'

/** Whether everything committed so far is durable in both the journal and the store. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string }

/** The open project's document as the interface sees it. Everything people change goes through `commit` or `gesture`. */
export type Editor = {
  /** Solid store, updated by record; read it inside tracking scopes. Holds the open image's records and those its dialogues need. */
  readonly document: Document
  readonly imageId: Accessor<ImageId | null>
  openImage(id: ImageId): Promise<void>
  readonly selection: Accessor<readonly RegionId[]>
  select(ids: readonly RegionId[]): void
  /** The region that is highlighted everywhere because the pointer is over one of its appearances. */
  readonly hovered: Accessor<RegionId | null>
  hover(id: RegionId | null): void
  readonly tool: Accessor<ToolName>
  setTool(tool: ToolName): void
  /** True while the model's own boxes are shown in place of corrected ones (key O held). */
  readonly showOriginals: Accessor<boolean>
  setShowOriginals(shown: boolean): void
  /** `label` is a catalogue key such as `history.add-box`. Returns null when the recipe changed nothing. */
  commit(label: string, recipe: Recipe, options?: { group?: string }): Entry | null
  gesture(label: string): Gesture
  undo(): Promise<void>
  redo(): Promise<void>
  readonly canUndo: Accessor<boolean>
  readonly canRedo: Accessor<boolean>
  /** Catalogue keys of the entries that undo and redo would take, for menus ("Undo move region"). */
  readonly undoLabel: Accessor<string | null>
  readonly redoLabel: Accessor<string | null>
  /** Takes in an entry that the main process committed (a model's turn): history, document and store, not the journal again. */
  applyCommitted(committed: JournalEntry): Promise<void>
  readonly saveState: Accessor<SaveState>
  /** False when another window writes; commits are refused then. */
  readonly writable: Accessor<boolean>
}
