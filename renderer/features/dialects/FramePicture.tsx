import { For, type JSX, Show } from 'solid-js'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import type { FrameDrawing } from '../../../shared/dialects/dialect-view.ts'
import type { PixelBox } from '../../../shared/geometry/spaces.ts'
import { ShapeOutline } from '../../ui/ShapeOutline.tsx'
import type { ShownRegion } from './create-shown-region.ts'

/** Cells that can be told apart are drawn all, else one line for each tenth of a side. */
const drawnSteps = 64

/** The picture with what a dialect counts on, the region, and the region as it reads back. */
export function FramePicture(props: {
  readonly shown: ShownRegion
  readonly frame: FrameDrawing | null
  readonly read: readonly DialectShape[]
  readonly label: string
}): JSX.Element {
  const around = (): PixelBox => {
    const { size } = props.shown
    const boxes = [
      { x1: 0, y1: 0, x2: size.width, y2: size.height },
      props.frame?.area ?? null,
      ...(props.frame?.tiles ?? []),
    ]
    const all = boxes.filter((box) => box !== null)
    return {
      x1: Math.min(...all.map((box) => box.x1)),
      y1: Math.min(...all.map((box) => box.y1)),
      x2: Math.max(...all.map((box) => box.x2)),
      y2: Math.max(...all.map((box) => box.y2)),
    }
  }
  const viewBox = () => {
    const { x1, y1, x2, y2 } = around()
    const margin = Math.max(x2 - x1, y2 - y1) * 0.02
    return [x1 - margin, y1 - margin, x2 - x1 + 2 * margin, y2 - y1 + 2 * margin].join(' ')
  }
  const radius = () => Math.max(props.shown.size.width, props.shown.size.height) / 60
  return (
    <svg class="frame-picture" viewBox={viewBox()} role="img" aria-label={props.label}>
      <Show when={props.frame}>{(frame) => <Rect class="frame-padding" box={frame().area} />}</Show>
      <Show
        when={props.shown.imageUrl}
        fallback={<rect class="frame-no-picture" width={props.shown.size.width} height={props.shown.size.height} />}
      >
        {(url) => (
          <image
            href={url()}
            width={props.shown.size.width}
            height={props.shown.size.height}
            preserveAspectRatio="none"
          />
        )}
      </Show>
      <Show when={props.frame}>
        {(frame) => (
          <>
            <path class="frame-grid" d={gridOf(frame())} />
            <For each={frame().tiles}>{(tile) => <Rect class="frame-tile" box={tile} />}</For>
            <Rect class="frame-area" box={frame().area} />
          </>
        )}
      </Show>
      <ShapeOutline class="frame-given" shape={props.shown.shape} radius={radius()} colour={props.shown.colour} />
      <For each={props.read}>
        {(shape) => <ShapeOutline class="frame-read" shape={shape} radius={radius() * 1.6} />}
      </For>
    </svg>
  )
}

function gridOf({ area, steps }: FrameDrawing): string {
  if (steps === null) return ''
  const count = (side: number): number => (side <= drawnSteps ? Math.round(side) : 10)
  const [columns, rows] = [count(steps.width), count(steps.height)]
  const inner = (n: number): number[] => Array.from({ length: Math.max(0, n - 1) }, (_, i) => (i + 1) / n)
  const across = inner(columns).map((part) => `M${area.x1 + part * (area.x2 - area.x1)} ${area.y1}V${area.y2}`)
  const down = inner(rows).map((part) => `M${area.x1} ${area.y1 + part * (area.y2 - area.y1)}H${area.x2}`)
  return [...across, ...down].join('')
}

function Rect(props: { readonly class: string; readonly box: PixelBox }): JSX.Element {
  return (
    <rect
      class={props.class}
      x={props.box.x1}
      y={props.box.y1}
      width={Math.max(0, props.box.x2 - props.box.x1)}
      height={Math.max(0, props.box.y2 - props.box.y1)}
    />
  )
}
