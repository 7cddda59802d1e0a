import type { Region } from '../../../shared/dialogue/region.ts'
import type { PixelPoint, StagePoint } from '../../../shared/geometry/spaces.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { type CornerGrip, cornerGripAt } from '../corners.ts'
import { type Handle, handleAt } from '../handles.ts'
import { boundsOf } from '../shapes.ts'
import { moving } from './moving.ts'
import { reshaping } from './reshaping.ts'
import { resizing } from './resizing.ts'
import { isDragged, type Pointer, type ToolContext, type ToolState } from './tool-state.ts'

/** True when nothing about its place can be changed here. */
function frozen(region: Region): boolean {
  return region.locked === true || region.hidden === true
}

/** The one selected box and its handle under the pointer. */
function handleUnder(at: Pointer, context: ToolContext): { region: Region; handle: Handle } | null {
  const [id, ...others] = context.editor.selection()
  const region = id === undefined ? undefined : context.editor.snapshot().regions[id]
  if (region === undefined || others.length > 0 || region.shape.kind !== 'box' || frozen(region)) return null
  const handle = handleAt(boundsOf(region.shape), at, context.view())
  return handle === null ? null : { region, handle }
}

/** The one selected polygon and its corner under the pointer. */
function cornerUnder(
  at: Pointer,
  context: ToolContext,
): { region: Region; points: readonly PixelPoint[]; grip: CornerGrip } | null {
  const [id, ...others] = context.editor.selection()
  const region = id === undefined ? undefined : context.editor.snapshot().regions[id]
  if (region?.shape.kind !== 'polygon' || others.length > 0 || frozen(region)) return null
  const { points } = region.shape
  const grip = cornerGripAt(points, at, context.view())
  return grip === null ? null : { region, points, grip }
}

/** The region that a click means: a selected one under the pointer keeps the selection, else the smallest. */
export function targetOf(at: Pointer, context: ToolContext): Region | undefined {
  const under = context.regionsAt(at)
  const selected = context.editor.selection()
  return under.find((region) => selected.includes(region.id)) ?? under[0]
}

/** The one after the selected in the stack under a place, from the smallest round to it again. */
export function nextInStack(at: StagePoint, context: ToolContext): Region | undefined {
  const under = context.regionsAt(at)
  const current = under.findIndex((region) => region.id === context.editor.selection()[0])
  return under[(current + 1) % Math.max(1, under.length)]
}

function toggled(ids: readonly RegionId[], id: RegionId): readonly RegionId[] {
  return ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]
}

/** A plain click, and what it selected. */
type Click = { readonly at: StagePoint; readonly id: RegionId }

/** The select tool at rest. `last` was the click before: another one on the same place takes the next region below. */
function resting(last: Click | null): ToolState {
  return {
    name: 'select',
    hint: 'canvas.hint.select',
    cursor(at, context) {
      if (at === null || !context.editor.writable()) return 'default'
      const grip = handleUnder(at, context)
      if (grip !== null) return grip.handle.cursor
      const corner = cornerUnder(at, context)
      if (corner !== null) return corner.grip.kind === 'corner' ? 'pointer' : 'copy'
      return context.regionsAt(at).length > 0 ? 'grab' : 'default'
    },
    pointerDown(at, context) {
      const { editor } = context
      const grip = handleUnder(at, context)
      if (grip !== null && editor.writable() && !at.alt) return resizing(grip.region, grip.handle, at, context, select)
      const corner = editor.writable() && !at.alt ? cornerUnder(at, context) : null
      if (corner !== null) return reshaping(corner.region, corner.points, corner.grip, at, context, select)
      context.holdCorner(null)
      if (at.alt) {
        const next = nextInStack(at, context)
        if (next !== undefined) editor.select([next.id])
        return next === undefined ? undefined : pressing(at, next.id, false)
      }
      const region = targetOf(at, context)
      if (region === undefined) {
        if (!at.shift && !at.mod) editor.select([])
        return undefined
      }
      if (at.shift || at.mod) {
        editor.select(toggled(editor.selection(), region.id))
        return undefined
      }
      const kept = editor.selection().includes(region.id)
      if (!kept) editor.select([region.id])
      return pressing(at, region.id, editor.writable() && !frozen(region), last)
    },
    pointerMove(at, context) {
      context.editor.hover(context.regionsAt(at)[0]?.id ?? null)
      return undefined
    },
  }
}

export const select: ToolState = resting(null)

/**
 * The button is down on a region: the start of a drag, or a click. A click goes to the smallest region there, also where a larger one was
 * selected; clicks on one place go through the stack.
 */
function pressing(from: Pointer, id: RegionId, movable: boolean, last: Click | null = null): ToolState {
  return {
    name: 'select.pressing',
    hint: 'canvas.hint.select',
    cursor: () => (movable ? 'grabbing' : 'default'),
    pointerMove(at, context) {
      if (!movable || !isDragged(from, at)) return undefined
      return moving(from, context, select).pointerMove?.(at, context)
    },
    pointerUp(at, context) {
      const { editor } = context
      const again = last !== null && !isDragged(last.at, at) && editor.selection().join() === last.id
      const next = again && !context.composing() ? nextInStack(at, context) : context.regionsAt(at)[0]
      if (!from.alt && next !== undefined && editor.selection().length > 0) editor.select([next.id])
      const clicked = editor.selection()[0] ?? id
      context.clicked(clicked)
      return from.alt ? select : resting({ at, id: clicked })
    },
    cancel: () => select,
  }
}
