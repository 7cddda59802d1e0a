import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { withCornerAt } from '../../canvas/corners.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'

type Corner = 'x' | 'y' | 'x1' | 'y1' | 'x2' | 'y2'
const ofPoint = ['x', 'y'] as const
const ofBox = ['x1', 'y1', 'x2', 'y2'] as const

/** What an arrow key changes a number by; ten times as much with Shift. */
const steps = { px: 1, norm: 0.001 }

/** The number of a corner; `null` where the shape has none of that name. */
function cornerValue(shape: object, corner: Corner): number | null {
  return (shape as Partial<Record<Corner, number>>)[corner] ?? null
}

/** The shape with one number changed, of a polygon that of the corner in hand; `null` for a box turned round or without area. */
function withValue(shape: Shape, corner: Corner, value: number, inHand: number | null): Shape | null {
  if (shape.kind === 'polygon') {
    const point = shape.points[inHand ?? -1]
    if (point === undefined || inHand === null) return null
    return { kind: 'polygon', points: withCornerAt(shape.points, inHand, { ...point, [corner]: value }) }
  }
  const next = { ...shape, [corner]: value } as Shape
  return next.kind === 'box' && (next.x1 >= next.x2 || next.y1 >= next.y2) ? null : next
}

/** The coordinates of the one selected region, to be typed in pixels or in parts of the picture. */
export function RegionNumbers(props: { readonly region: Region; readonly size: Size }): JSX.Element {
  const { canvas, canvasOptions, editor, focusPane, tell } = useWorkspace()
  const [unit, setUnit] = createSignal<'px' | 'norm'>('px')
  const inHand = (): number | null => (props.region.shape.kind === 'polygon' ? (canvas()?.corner() ?? null) : null)
  /** What has the numbers: the shape, or a polygon's corner in hand. */
  const numbered = (): object => {
    const { shape } = props.region
    return shape.kind === 'polygon' ? (shape.points[inHand() ?? -1] ?? {}) : shape
  }
  const names = (): readonly Corner[] => {
    if (props.region.shape.kind === 'box') return ofBox
    return props.region.shape.kind === 'point' || inHand() !== null ? ofPoint : []
  }
  const length = (corner: Corner): number => (corner.startsWith('x') ? props.size.width : props.size.height)
  const factor = (corner: Corner): number => (unit() === 'px' ? 1 : length(corner))
  const written = (corner: Corner): string => {
    const value = (cornerValue(numbered(), corner) ?? 0) / factor(corner)
    return String(Number(value.toFixed(unit() === 'px' ? 2 : 4)))
  }

  function take(corner: Corner, input: HTMLInputElement): void {
    if (input.value === written(corner)) return
    const value = input.valueAsNumber * factor(corner)
    const inside = Number.isFinite(value) && (canvasOptions.look().outside || (value >= 0 && value <= length(corner)))
    const shape = inside ? withValue(props.region.shape, corner, value, inHand()) : null
    input.setAttribute('aria-invalid', String(shape === null))
    if (shape === null) tell(refusal(corner, inside))
    const label = props.region.shape.kind === 'polygon' ? 'history.move-corner' : 'history.resize-region'
    if (shape !== null) editor.commit(label, shapeRegion(props.region.id, shape))
  }

  /** What the number would have to be. */
  function refusal(corner: Corner, isInside: boolean): string {
    const axis = corner.charAt(0)
    if (isInside) return t('regions.number-order', { first: `${axis}1`, second: `${axis}2` })
    return t('regions.number-inside', { name: corner, end: Number((length(corner) / factor(corner)).toFixed(2)) })
  }

  /** The browser's own step would count from whole numbers and call every other one wrong. */
  function step(event: KeyboardEvent & { currentTarget: HTMLInputElement }, corner: Corner): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.currentTarget.value = written(corner)
      focusPane('canvas')
      return
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const by = steps[unit()] * (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1)
    const next = event.currentTarget.valueAsNumber + by
    if (!Number.isFinite(next)) return
    event.currentTarget.value = String(Number(next.toFixed(4)))
    take(corner, event.currentTarget)
  }

  return (
    <div class="region-numbers">
      <Show when={props.region.shape.kind === 'polygon'}>
        <span class="region-corner">
          {inHand() === null ? t('regions.corner-none') : t('regions.corner', { n: (inHand() ?? 0) + 1 })}
        </span>
      </Show>
      <For each={names()}>
        {(corner) => (
          <label>
            <span>{corner}</span>
            <input
              class="field-input numbers"
              type="number"
              step="any"
              disabled={!editor.writable() || props.region.locked === true}
              value={written(corner)}
              onChange={(event) => take(corner, event.currentTarget)}
              onKeyDown={(event) => step(event, corner)}
              onBlur={(event) => {
                event.currentTarget.value = written(corner)
                event.currentTarget.removeAttribute('aria-invalid')
              }}
            />
          </label>
        )}
      </For>
      <Show when={names().length > 0}>
        <Choice
          small
          label={t('regions.unit')}
          value={unit()}
          options={[
            { value: 'px', label: t('regions.unit.px') },
            { value: 'norm', label: t('regions.unit.norm') },
          ]}
          onChange={setUnit}
        />
      </Show>
    </div>
  )
}
