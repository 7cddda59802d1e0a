import type { Region, Shape } from '../../shared/dialogue/region.ts'
import { shapeRegion } from '../../shared/document/commands/shape-region.ts'
import type { PixelPoint } from '../../shared/geometry/spaces.ts'
import { onPicture, withCornerAfter, withCornerAt, withoutCorner } from '../canvas/corners.ts'
import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action, Scope } from './action.ts'

type Polygon = Region & { readonly shape: Extract<Shape, { kind: 'polygon' }> }

function selectedPolygon({ editor }: Workspace): Polygon | null {
  const [id, ...others] = editor.selection()
  const region = id === undefined ? undefined : editor.snapshot().regions[id]
  if (region === undefined || others.length > 0 || region.shape.kind !== 'polygon') return null
  return { ...region, shape: region.shape }
}

function unavailable(workspace: Workspace): MessageKey | null {
  if (!workspace.editor.writable()) return 'unavailable.read-only'
  return selectedPolygon(workspace) === null ? 'unavailable.no-polygon' : null
}

function keep(workspace: Workspace, label: string, region: Polygon, points: readonly PixelPoint[]): void {
  const recipe = shapeRegion(region.id, { kind: 'polygon', points: [...points] })
  workspace.editor.commit(label, recipe)
}

function moving(id: string, label: MessageKey, key: string, dx: number, dy: number): Action<Workspace> {
  return {
    id,
    label,
    scope: 'corner',
    keys: [key],
    unavailable,
    run(workspace) {
      const region = selectedPolygon(workspace)
      const index = workspace.canvas()?.corner() ?? null
      const corner = index === null ? undefined : region?.shape.points[index]
      const size = workspace.editor.snapshot().images[region?.imageId ?? '']
      if (region === null || index === null || corner === undefined || size === undefined) return
      const free = { x: corner.x + dx, y: corner.y + dy }
      const to = workspace.canvas()?.allowsOutside() ? free : onPicture(free, size)
      keep(workspace, 'history.move-corner', region, withCornerAt(region.shape.points, index, to))
    },
  }
}

function stepping(id: string, label: MessageKey, key: string, step: 1 | -1): Action<Workspace> {
  return {
    id,
    label,
    scope: 'canvas',
    keys: [key],
    unavailable,
    run(workspace) {
      const count = selectedPolygon(workspace)?.shape.points.length ?? 0
      const at = workspace.canvas()?.corner() ?? (step === 1 ? -1 : 0)
      workspace.canvas()?.holdCorner((at + step + count) % count)
    },
  }
}

function onCorner(
  id: string,
  label: MessageKey,
  scope: Scope,
  keys: readonly string[],
  run: (workspace: Workspace, region: Polygon, index: number) => void,
): Action<Workspace> {
  return {
    id,
    label,
    scope,
    keys,
    unavailable,
    run(workspace) {
      const region = selectedPolygon(workspace)
      const index = workspace.canvas()?.corner() ?? null
      if (region !== null && index !== null) run(workspace, region, index)
    },
  }
}

/** A polygon's corners by keys: . and , take one in hand, arrows move it, Insert adds one after it, Delete takes it away, Esc lets go. */
export const editCorner: readonly Action<Workspace>[] = [
  stepping('corner-after', 'action.corner-after', '.', 1),
  stepping('corner-before', 'action.corner-before', ',', -1),
  moving('corner-left', 'action.corner-left', 'ArrowLeft', -1, 0),
  moving('corner-right', 'action.corner-right', 'ArrowRight', 1, 0),
  moving('corner-up', 'action.corner-up', 'ArrowUp', 0, -1),
  moving('corner-down', 'action.corner-down', 'ArrowDown', 0, 1),
  moving('corner-left-far', 'action.corner-left-far', 'Shift+ArrowLeft', -10, 0),
  moving('corner-right-far', 'action.corner-right-far', 'Shift+ArrowRight', 10, 0),
  moving('corner-up-far', 'action.corner-up-far', 'Shift+ArrowUp', 0, -10),
  moving('corner-down-far', 'action.corner-down-far', 'Shift+ArrowDown', 0, 10),
  onCorner('insert-corner', 'action.insert-corner', 'corner', ['Insert', 'Enter'], (workspace, region, index) => {
    keep(workspace, 'history.add-corner', region, withCornerAfter(region.shape.points, index))
    workspace.canvas()?.holdCorner(index + 1)
  }),
  onCorner('delete-corner', 'action.delete-corner', 'corner', ['Delete', 'Backspace'], (workspace, region, index) => {
    const rest = withoutCorner(region.shape.points, index)
    if (rest === null) return
    keep(workspace, 'history.delete-corner', region, rest)
    workspace.canvas()?.holdCorner(Math.min(index, rest.length - 1))
  }),
  onCorner('let-corner-go', 'action.let-corner-go', 'corner', ['Escape'], (workspace) => {
    if (!workspace.canvas()?.cancelShape()) workspace.canvas()?.holdCorner(null)
  }),
]
