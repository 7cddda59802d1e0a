import type { Accessor } from 'solid-js'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { PixelPoint, Size, StagePoint } from '../../shared/geometry/spaces.ts'
import type { RegionId } from '../../shared/ids.ts'
import type { Editor } from '../state/editor.ts'
import type { BoardCommands } from '../state/workspace.ts'
import type { Guide } from './snapping.ts'
import type { Pointer } from './tools/tool-state.ts'
import type { Viewport } from './viewport.ts'

export type BoardOptions = {
  readonly editor: Editor
  /** Pixels of the upright picture. */
  readonly imageSize: Accessor<Size>
  /** The stage in CSS pixels. */
  readonly area: Accessor<Size>
  /** True while the caret is in the composer. */
  readonly composing?: Accessor<boolean>
  /** Whether edges are drawn to lines near them (the default). */
  readonly snaps?: Accessor<boolean>
  /** Whether regions may stick out of the picture; they are cut off at its border by default. */
  readonly outside?: Accessor<boolean>
  /** The step of the history that a drawn region is part of; one of its own while there is none. */
  readonly stepGroup?: () => string | undefined
  readonly onRegionDrawn?: (id: RegionId) => void
  readonly onRegionClicked?: (id: RegionId) => void
}

export type PointerButton = 'main' | 'middle' | 'other'

/** The canvas without anything that draws: viewport, tools and what they hold. The stage feeds it events and shows its state. */
export type Board = BoardCommands & {
  readonly view: Accessor<Viewport>
  readonly draft: Accessor<Shape | null>
  /** Lines that what is in hand has been drawn to. */
  readonly guides: Accessor<readonly Guide[]>
  readonly pointer: Accessor<Pointer | null>
  readonly pointerOnImage: Accessor<PixelPoint | null>
  /** Where keys moved the pointer to, in pixels of the picture; `null` while a hand moves it. */
  readonly steppedTo: Accessor<PixelPoint | null>
  readonly cursor: Accessor<string>
  readonly stateName: Accessor<string>
  /** The regions of the open image in drawing order. */
  readonly regions: Accessor<readonly Region[]>
  /** The same without what a gesture in hand changes. */
  readonly committed: Accessor<readonly Region[]>
  pointerDown(at: Pointer, button: PointerButton): void
  pointerMove(at: Pointer): void
  pointerUp(at: Pointer): void
  /** The system took the pointer away: whatever was in hand is given up. */
  pointerCancel(): void
  /** The pointer left the stage without a button held. */
  pointerLeave(): void
  doubleClick(at: Pointer): void
  /**
   * Selects what commands asked for at a place are about: the selected regions when one is there, else the smallest there; without a
   * place, what is selected. False, with the selection as it was, when that is nothing or a shape is in hand.
   */
  aimAt(at: Pointer | null): boolean
  wheel(at: StagePoint, factor: number): void
  pan(dx: number, dy: number): void
  setSpace(down: boolean): void
  /** While a shape is in hand: the pointer moves the picture under it until it is let go again. */
  holdPicture(held: boolean): void
  /** True while a shape is in hand that `cancel` would give up. */
  readonly holdsShape: Accessor<boolean>
  /** Gives up the shape in hand. False when there was none. */
  cancel(): boolean
}
