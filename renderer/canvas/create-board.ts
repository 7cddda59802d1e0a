import { createEffect, createMemo, createSignal, on, untrack } from 'solid-js'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { RecordChange } from '../../shared/document/document.ts'
import { boxCenter, boxOfSize } from '../../shared/geometry/box.ts'
import type { StagePoint } from '../../shared/geometry/spaces.ts'
import type { ToolName } from '../state/editor.ts'
import type { Board, BoardOptions } from './board.ts'
import { createKeyHand } from './create-key-hand.ts'
import { createSnapper } from './create-snapper.ts'
import { createHitIndex } from './hit-index.ts'
import { boundsOf } from './shapes.ts'
import { box } from './tools/box.ts'
import { point } from './tools/point.ts'
import { polygon } from './tools/polygon.ts'
import { nextInStack, select, targetOf } from './tools/select.ts'
import type { Pointer, ToolContext, ToolState } from './tools/tool-state.ts'
import {
  pannedBy,
  toImage,
  toStage,
  type Viewport,
  viewAround,
  viewOfBox,
  viewRevealing,
  zoomedAt,
} from './viewport.ts'

/** A gesture moves regions; it neither adds nor removes any. */
function withPreview(regions: readonly Region[], previewed: readonly RecordChange[]): readonly Region[] {
  if (previewed.length === 0) return regions
  const moved = new Map<string, Region>()
  for (const change of previewed) if (change.table === 'regions' && change.after) moved.set(change.id, change.after)
  return regions.map((region) => moved.get(region.id) ?? region)
}

/** A millionth of a pixel is what the way from screen to picture and back costs. */
function withoutNoise(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

const toolStates: Record<ToolName, ToolState> = { select, box, point, polygon }

/** How near a point region or an edge must be, in screen pixels. */
const reachOnScreen = 6

/** What the tool strip covers at the left, in screen pixels: a picture that is fitted lies beside it. */
const toolStrip = 36

/** Call inside a Solid root. Fits the picture when the image or, while nobody zoomed or panned, the stage changes its size. */
export function createBoard(options: BoardOptions): Board {
  const { editor, area } = options
  const imageSize = createMemo(options.imageSize, undefined, {
    equals: (a, b) => a.width === b.width && a.height === b.height,
  })
  const [view, setViewSignal] = createSignal<Viewport>({ scale: 1, x: 0, y: 0 })
  const [draft, setDraft] = createSignal<Shape | null>(null)
  const [pointer, setPointer] = createSignal<Pointer | null>(null)
  const [state, setState] = createSignal<ToolState>(toolStates[untrack(editor.tool)])
  const [corner, setCorner] = createSignal<number | null>(null)
  createEffect(on(editor.selection, () => setCorner(null)))
  const [space, setSpace] = createSignal(false)
  const [panning, setPanning] = createSignal<{ readonly last: StagePoint; readonly inHand: boolean } | null>(null)
  let fitted = true
  let mainDown = false

  const committed = createMemo(() => {
    const imageId = editor.imageId()
    return Object.values(editor.snapshot().regions)
      .filter((region) => region.imageId === imageId && !region.hidden)
      .sort((a, b) => a.number - b.number)
  })
  const regions = createMemo(() => withPreview(committed(), editor.previewed()))
  const hitsAtRest = createMemo(() => createHitIndex(committed()))
  const hits = createMemo(() => (regions() === committed() ? hitsAtRest() : createHitIndex(regions())))
  const snapper = createSnapper({ hits: hitsAtRest, imageSize, view })

  const context: ToolContext = {
    editor,
    imageSize,
    view,
    toImage(at) {
      const { x, y } = toImage(view(), at)
      return { x: withoutNoise(x), y: withoutNoise(y) }
    },
    regionsAt: (at) => hits().at(toImage(view(), at), reachOnScreen / view().scale),
    snapped(at, what, held = []) {
      if (!at.alt && (options.snaps?.() ?? true)) return snapper.snapped(what, held)
      snapper.clear()
      return { x: 0, y: 0 }
    },
    allowsOutside: () => options.outside?.() ?? false,
    setDraft: (shape) => setDraft(shape),
    composing: () => options.composing?.() ?? false,
    holdCorner: (index) => setCorner(index),
    stepGroup: () => options.stepGroup?.(),
    drawn(id) {
      hand.rest()
      options.onRegionDrawn?.(id)
    },
    clicked: (id) => options.onRegionClicked?.(id),
  }

  function setView(next: Viewport): void {
    fitted = false
    setViewSignal(next)
    const at = pointer()
    if (at !== null && state().cancel !== undefined && panning() === null) enter(state().pointerMove?.(at, context))
  }

  function enter(next: ToolState | undefined): void {
    if (next === undefined) return
    if (next.cancel === undefined) snapper.clear()
    setState(next)
  }

  function fitPicture(): void {
    if (area().width <= 0 || area().height <= 0) return
    const beside = { width: area().width - toolStrip, height: area().height }
    const fitting = viewOfBox(boxOfSize(imageSize()), beside)
    setView({ ...fitting, x: fitting.x + toolStrip })
    fitted = true
  }

  function cancel(): boolean {
    const next = state().cancel?.(context)
    enter(next)
    return next !== undefined
  }

  // Another tool, or another image: what was in hand is given up.
  createEffect(
    on([editor.tool, editor.imageId], ([tool]) => {
      cancel()
      setState(toolStates[tool])
    }),
  )
  createEffect(on([editor.imageId, imageSize], fitPicture))
  createEffect(
    on(area, (now, before) => {
      if (fitted || before === undefined) fitPicture()
      else setViewSignal(pannedBy(view(), (now.width - before.width) / 2, (now.height - before.height) / 2))
    }),
  )

  function centre(): StagePoint {
    return { x: area().width / 2, y: area().height / 2 }
  }

  function selectedBounds() {
    const records = editor.snapshot().regions
    const all = editor.selection().flatMap((id) => records[id] ?? [])
    const boxes = all.filter((region) => region.imageId === editor.imageId()).map((region) => boundsOf(region.shape))
    if (boxes.length === 0) return null
    return {
      x1: Math.min(...boxes.map((each) => each.x1)),
      y1: Math.min(...boxes.map((each) => each.y1)),
      x2: Math.max(...boxes.map((each) => each.x2)),
      y2: Math.max(...boxes.map((each) => each.y2)),
    }
  }

  // Space or the middle button while the main one holds a shape: the picture moves under it, and the shape goes on afterwards.
  function holdPicture(held: boolean): void {
    const at = pointer()
    if (mainDown && at !== null && state().cancel !== undefined) setPanning(held ? { last: at, inHand: true } : null)
  }

  const hand = createKeyHand({
    area,
    imageSize,
    view,
    setView,
    pointer,
    setPointer,
    holdsShape: () => state().cancel !== undefined,
    selects: () => editor.selection().length > 0,
    moved: (at) => enter(state().pointerMove?.(at, context)),
    clicked(at) {
      enter(state().pointerDown?.(at, context))
      enter(state().pointerUp?.(at, context))
    },
    finish() {
      const { finish } = state()
      if (finish !== undefined) enter(finish(context))
      return finish !== undefined
    },
  })

  return {
    view,
    draft,
    guides: snapper.guides,
    pointer,
    pointerOnImage: () => {
      const at = pointer()
      return at === null ? null : toImage(view(), at)
    },
    steppedTo: hand.steppedTo,
    cursor: () => {
      if (panning() !== null) return 'grabbing'
      return space() ? 'grab' : state().cursor(pointer(), context)
    },
    hint: () => (editor.writable() ? state().hint : 'canvas.hint.read-only'),
    stateName: () => (panning() === null ? state().name : 'panning'),
    regions,
    committed,
    pointerDown(at, button) {
      setPointer(at)
      if (button === 'middle' || (button === 'main' && space())) setPanning({ last: at, inHand: false })
      else if (button === 'main') {
        mainDown = true
        enter(state().pointerDown?.(at, context))
      }
    },
    pointerMove(at) {
      hand.letGo()
      setPointer(at)
      const pan = panning()
      if (pan === null) {
        enter(state().pointerMove?.(at, context))
        return
      }
      setView(pannedBy(view(), at.x - pan.last.x, at.y - pan.last.y))
      setPanning({ ...pan, last: at })
    },
    pointerUp(at) {
      setPointer(at)
      const pan = panning()
      mainDown = false
      setPanning(null)
      if (pan === null || pan.inHand) enter(state().pointerUp?.(at, context))
    },
    pointerCancel() {
      mainDown = false
      setPanning(null)
      cancel()
    },
    pointerLeave() {
      setPointer(null)
      editor.hover(null)
    },
    doubleClick(at) {
      if (editor.tool() !== 'point' && editor.tool() !== 'polygon' && context.regionsAt(at).length === 0) fitPicture()
    },
    aimAt(at) {
      if (state().cancel !== undefined) return false
      if (at === null) return selectedBounds() !== null
      const target = targetOf(at, context)
      if (target === undefined) return false
      if (!editor.selection().includes(target.id)) editor.select([target.id])
      return true
    },
    wheel: (at, factor) => setView(zoomedAt(view(), at, factor)),
    pan: (dx, dy) => setView(pannedBy(view(), dx, dy)),
    setSpace(down) {
      holdPicture(down)
      setSpace(down)
    },
    holdPicture,
    holdsShape: () => state().cancel !== undefined,
    cancel,
    fit: fitPicture,
    actualSize: () => setView(viewAround(toImage(view(), centre()), area(), 1)),
    zoomToSelection() {
      const bounds = selectedBounds()
      if (bounds === null) return
      const pad = Math.max(bounds.x2 - bounds.x1, bounds.y2 - bounds.y1, 16) * 0.25
      const roomy = { x1: bounds.x1 - pad, y1: bounds.y1 - pad, x2: bounds.x2 + pad, y2: bounds.y2 + pad }
      setView(viewOfBox(roomy, area()))
    },
    zoomBy: (factor) => setView(zoomedAt(view(), centre(), factor)),
    reveal(id) {
      const region = editor.snapshot().regions[id]
      if (region === undefined || region.imageId !== editor.imageId()) return
      const next = viewRevealing(view(), boundsOf(region.shape), area())
      if (next.x !== view().x || next.y !== view().y) setView(next)
    },
    stepBack() {
      const next = state().back?.(context)
      enter(next)
      return next !== undefined
    },
    corner,
    holdCorner: setCorner,
    selectBelow() {
      const bounds = selectedBounds()
      const at = pointer()
      const overStack = at !== null && context.regionsAt(at).length > 1
      const middle = bounds === null ? hand.place() : toStage(view(), boxCenter(bounds))
      const next = nextInStack(overStack ? at : middle, context)
      if (next !== undefined) editor.select([next.id])
    },
    stepPointer: hand.step,
    pressHere: hand.press,
  }
}
