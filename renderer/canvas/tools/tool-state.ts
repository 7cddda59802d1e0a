import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { PixelPoint, Size, StagePoint } from '../../../shared/geometry/spaces.ts'
import type { RegionId } from '../../../shared/ids.ts'
import type { Editor } from '../../state/editor.ts'
import type { MessageKey } from '../../text/catalogue.ts'
import type { Snapping } from '../snapping.ts'
import type { Viewport } from '../viewport.ts'

/** A pointer event as tools see it: where on the stage, and which modifiers are down. */
export type Pointer = StagePoint & {
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, on a Mac also Cmd. */
  readonly mod: boolean
}

/** What tools may look at and do. No Konva, no DOM. */
export type ToolContext = {
  readonly editor: Editor
  imageSize(): Size
  view(): Viewport
  toImage(at: StagePoint): PixelPoint
  /** The regions under a place on the stage, smallest first. */
  regionsAt(at: StagePoint): readonly Region[]
  /**
   * How far what is in hand goes to meet edges near it; shows guides. Nothing while Alt is held or snapping is off. `held` are the
   * regions in hand.
   */
  snapped(at: Pointer, what: Snapping, held?: readonly Region[]): PixelPoint
  /** Whether regions may stick out of the picture. */
  allowsOutside(): boolean
  /** Shows a shape that is being drawn; `null` takes it away. */
  setDraft(shape: Shape | null): void
  /** The caret is in the composer: a click on a region then mentions it, whatever the tool. */
  composing(): boolean
  /** Takes a corner of the selected polygon in hand, for the keys. */
  holdCorner(index: number | null): void
  /** What a new region is one step of the history with, when somebody waits for it. */
  stepGroup(): string | undefined
  /** A new region was committed. */
  drawn(id: RegionId): void
  /** A region was clicked, not dragged. */
  clicked(id: RegionId): void
}

/**
 * One state of a tool: events in, the next state out; `undefined` stays. A state that holds a shape gives it up in `cancel`
 * and returns the state to go on with; a state without `cancel` holds nothing.
 */
export type ToolState = {
  readonly name: string
  readonly hint: MessageKey
  cursor(at: Pointer | null, context: ToolContext): string
  pointerDown?(at: Pointer, context: ToolContext): ToolState | undefined
  pointerMove?(at: Pointer, context: ToolContext): ToolState | undefined
  pointerUp?(at: Pointer, context: ToolContext): ToolState | undefined
  cancel?(context: ToolContext): ToolState
  /** Ends what is drawn as it is; `undefined` when it cannot end yet. */
  finish?(context: ToolContext): ToolState | undefined
  /** Takes back the last step of what is drawn. */
  back?(context: ToolContext): ToolState
}

/** Screen pixels from which a press counts as a drag. */
const dragThreshold = 4

export function isDragged(from: StagePoint, to: StagePoint): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > dragThreshold
}
