import { createSignal, For, type JSX } from 'solid-js'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'

type Corner = 'x' | 'y' | 'x1' | 'y1' | 'x2' | 'y2'
const corners: Readonly<Record<'point' | 'box', readonly Corner[]>> = {
  point: ['x', 'y'],
  box: ['x1', 'y1', 'x2', 'y2'],
}

/** The number of a corner; `null` where the shape has none of that name. */
function cornerValue(shape: Shape, corner: Corner): number | null {
  return (shape as unknown as Partial<Record<Corner, number>>)[corner] ?? null
}

/** The shape with one number changed; `null` for a box that would be turned round or has no area. */
function withValue(shape: Shape, corner: Corner, value: number): Shape | null {
  const next = { ...shape, [corner]: value } as Shape
  return next.kind === 'box' && (next.x1 >= next.x2 || next.y1 >= next.y2) ? null : next
}

/** The coordinates of the one selected box or point, to be typed in pixels or in parts of the picture. */
export function RegionNumbers(props: { readonly region: Region; readonly size: Size }): JSX.Element {
  const { editor, canvasOptions } = useWorkspace()
  const [unit, setUnit] = createSignal<'px' | 'norm'>('px')
  const names = (): readonly Corner[] => (props.region.shape.kind === 'polygon' ? [] : corners[props.region.shape.kind])
  const length = (corner: Corner): number => (corner.startsWith('x') ? props.size.width : props.size.height)
  const factor = (corner: Corner): number => (unit() === 'px' ? 1 : length(corner))
  const written = (corner: Corner): string => {
    const value = (cornerValue(props.region.shape, corner) ?? 0) / factor(corner)
    return String(Number(value.toFixed(unit() === 'px' ? 2 : 4)))
  }

  function take(corner: Corner, input: HTMLInputElement): void {
    if (input.value === written(corner)) return
    const value = input.valueAsNumber * factor(corner)
    const inside = canvasOptions.look().outside || (value >= 0 && value <= length(corner))
    const shape = Number.isFinite(value) && inside ? withValue(props.region.shape, corner, value) : null
    input.setAttribute('aria-invalid', String(shape === null))
    if (shape !== null) editor.commit('history.resize-region', shapeRegion(props.region.id, shape))
  }

  return (
    <div class="region-numbers">
      <For each={names()}>
        {(corner) => (
          <label>
            <span>{corner}</span>
            <input
              class="field-input numbers"
              type="number"
              step={unit() === 'px' ? 1 : 0.001}
              disabled={!editor.writable() || props.region.locked === true}
              value={written(corner)}
              onChange={(event) => take(corner, event.currentTarget)}
              onBlur={(event) => {
                event.currentTarget.value = written(corner)
                event.currentTarget.removeAttribute('aria-invalid')
              }}
            />
          </label>
        )}
      </For>
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
    </div>
  )
}
