import { createEffect, createMemo, For, type JSX, on, Show, untrack } from 'solid-js'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { ReviewItem } from '../../../shared/evaluation/review-queue.ts'
import { boxFromCorners } from '../../../shared/geometry/box.ts'
import type { PixelPoint } from '../../../shared/geometry/spaces.ts'
import { regionColour } from '../../canvas/palette.ts'
import { movedShape } from '../../canvas/shapes.ts'
import type { ReviewRecord } from '../../state/review.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import { reviewCrop } from './review-crop.ts'
import { ShapeMark } from './ShapeMark.tsx'

const corners = [
  ['x1', 'y1'],
  ['x2', 'y1'],
  ['x1', 'y2'],
  ['x2', 'y2'],
] as const
type Corner = (typeof corners)[number]

/** The picture around the item, or the whole of it; a region can be moved and resized in place. */
export function ReviewPicture(props: { readonly item: ReviewItem; readonly record: ReviewRecord }): JSX.Element {
  const { editor, library, review } = useWorkspace()
  let stage: HTMLDivElement | undefined
  let drawing: SVGSVGElement | undefined

  const regions = createMemo((): Region[] => {
    const { record } = props
    if (record.kind === 'region') return [record.region]
    const ids = mentionedRegions(record.question === null ? [record.turn] : [record.turn, record.question])
    return [...ids].flatMap((id) => editor.document.regions[id] ?? [])
  })
  const image = () => library.image(props.item.imageId)
  // The crop holds still while a region in it is moved.
  const crop = createMemo(
    on([() => props.item.id, () => image()?.width], () => {
      const size = image()
      return (
        size &&
        reviewCrop(
          untrack(regions).map((region) => region.shape),
          size,
        )
      )
    }),
  )
  const view = () => {
    const size = image()
    return review.wholePicture() && size ? { x1: 0, y1: 0, x2: size.width, y2: size.height } : crop()
  }
  const edited = (): Region | null => (review.editing() && props.record.kind === 'region' ? props.record.region : null)

  createEffect(
    on(review.editing, (editing) => {
      if (!editing || props.record.kind !== 'region') return
      editor.select([props.record.region.id])
      stage?.focus()
    }),
  )

  function pixelAt(event: PointerEvent): PixelPoint {
    const matrix = drawing?.getScreenCTM()
    if (!matrix) return { x: 0, y: 0 }
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    const size = image()
    return { x: Math.min(Math.max(x, 0), size?.width ?? x), y: Math.min(Math.max(y, 0), size?.height ?? y) }
  }

  function drag(start: PointerEvent, label: string, shapeAt: (to: PixelPoint, from: PixelPoint) => Shape): void {
    const region = edited()
    if (region === null || start.button !== 0) return
    start.preventDefault()
    start.stopPropagation()
    const target = start.currentTarget as Element
    const from = pixelAt(start)
    const gesture = editor.gesture(label)
    target.setPointerCapture(start.pointerId)
    const move = (event: Event): void =>
      gesture.preview(shapeRegion(region.id, shapeAt(pixelAt(event as PointerEvent), from)))
    const stop = (end: () => void): void => {
      target.removeEventListener('pointermove', move)
      end()
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', () => stop(gesture.end), { once: true })
    target.addEventListener('pointercancel', () => stop(gesture.cancel), { once: true })
  }

  function dragCorner(start: PointerEvent, [cornerX, cornerY]: Corner): void {
    const shape = editor.snapshot().regions[props.item.id]?.shape
    if (shape?.kind !== 'box') return
    const fixed = { x: cornerX === 'x1' ? shape.x2 : shape.x1, y: cornerY === 'y1' ? shape.y2 : shape.y1 }
    drag(start, 'history.resize-region', (to) => ({ kind: 'box', ...boxFromCorners(fixed, to) }))
  }

  function dragWhole(start: PointerEvent): void {
    const shape = editor.snapshot().regions[props.item.id]?.shape
    if (shape !== undefined)
      drag(start, 'history.move-region', (to, from) => movedShape(shape, to.x - from.x, to.y - from.y))
  }

  /** While a region is edited its keys are those of the canvas; the ones for judging wait. */
  function editKey(event: KeyboardEvent): void {
    const region = edited()
    if (region === null) return
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault()
      if (event.key === 'Escape') review.setEditing(false)
      else review.judge(region.proposal?.judgement === 'corrected' ? 'correct' : 'accept')
    } else if (!event.key.startsWith('Arrow') && !event.ctrlKey && !event.metaKey && event.key !== 'Tab')
      event.stopPropagation()
  }

  const picture = (): string => image()?.path ?? ''
  const name = (): string =>
    props.record.kind === 'region'
      ? t('review.picture', { name: regionName(props.record.region), image: picture() })
      : t('review.picture.answer', { image: picture() })
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element is a picture that can be edited
    <div
      ref={stage}
      class="review-picture"
      role="group"
      aria-label={name()}
      data-scope={edited() ? 'selected' : undefined}
      tabIndex={-1}
      onKeyDown={editKey}
    >
      <Show when={view()}>
        {(box) => {
          const unit = () => Math.max(box().x2 - box().x1, box().y2 - box().y1) / 100
          return (
            <svg
              ref={drawing}
              viewBox={`${box().x1} ${box().y1} ${box().x2 - box().x1} ${box().y2 - box().y1}`}
              role="img"
              aria-label={name()}
            >
              <image
                href={library.imageUrl(props.item.imageId)}
                width={image()?.width}
                height={image()?.height}
                preserveAspectRatio="none"
              />
              <For each={regions()}>
                {(region) => (
                  <ShapeMark
                    shape={region.shape}
                    colour={regionColour(region.number)}
                    unit={unit()}
                    isOpen={region.proposal?.judgement === 'open'}
                    onPointerDown={edited() ? dragWhole : undefined}
                  />
                )}
              </For>
              <Show when={edited()?.shape.kind === 'box' && (edited()?.shape as Extract<Shape, { kind: 'box' }>)}>
                {(shape) => (
                  <For each={corners}>
                    {(corner) => (
                      <rect
                        class="review-handle"
                        x={shape()[corner[0]] - unit()}
                        y={shape()[corner[1]] - unit()}
                        width={2 * unit()}
                        height={2 * unit()}
                        onPointerDown={(event) => dragCorner(event, corner)}
                      />
                    )}
                  </For>
                )}
              </Show>
            </svg>
          )
        }}
      </Show>
      <Show when={edited()}>
        <p class="review-edit-hint">{t('review.edit-box')}</p>
      </Show>
    </div>
  )
}
