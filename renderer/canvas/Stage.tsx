import Konva from 'konva'
import { createEffect, createSignal, type JSX, onCleanup, onMount } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Size } from '../../shared/geometry/spaces.ts'
import type { RegionId } from '../../shared/ids.ts'
import { type CanvasOptions, type Look, plainLook } from '../state/create-canvas-options.ts'
import type { Editor } from '../state/editor.ts'
import type { CanvasHandle, PointerPosition } from '../state/workspace.ts'
import { describeRegion } from '../text/describe-region.ts'
import { t } from '../text/translate.ts'
import type { Board } from './board.ts'
import { createBoard } from './create-board.ts'
import { addHandLayer } from './layers/hand-layer.ts'
import { addPictureLayer, type PictureState } from './layers/picture-layer.ts'
import { addRegionsLayer } from './layers/regions-layer.ts'
import { listenOnStage } from './listen-on-stage.ts'
import { boundsOf } from './shapes.ts'
import './stage.css'

export type StageProps = {
  readonly editor: Editor
  readonly image: ImageRecord
  readonly imageUrl: string
  /** True while the caret is in the composer: a press on the canvas then leaves it there. */
  readonly composerActive?: () => boolean
  /** How pictures and regions look, and how the canvas follows the hand. */
  readonly options?: CanvasOptions
  /** The step of the history that a drawn region is part of; one of its own while there is none. */
  readonly stepGroup?: () => string | undefined
  readonly onRegionDrawn?: (id: RegionId) => void
  readonly onRegionClicked?: (id: RegionId) => void
  readonly onPointer?: (at: PointerPosition | null) => void
  readonly onZoom?: (zoom: number) => void
  /** Where the bytes of the picture are that is likely to be asked for next: it is kept ready. */
  readonly nextUrl?: string | null
  /** Another picture was asked for and is about to come. */
  readonly leaving?: boolean
  readonly onPicture?: (state: PictureState) => void
  /** Called with the handle once the canvas is there, with `null` when it goes. */
  readonly attach?: (handle: CanvasHandle | null) => void
}

/** The picture with its regions; fills its parent. */
export function Stage(props: StageProps): JSX.Element {
  let host: HTMLElement | undefined
  let canvas: HTMLDivElement | undefined
  const [area, setArea] = createSignal<Size>({ width: 0, height: 0 })
  const imageSize = (): Size => ({ width: props.image.width, height: props.image.height })
  // The editor of a project is there as long as the project; a stage lives inside one.
  const editor = props.editor

  const look = (): Look => props.options?.look() ?? plainLook
  const outside = (): boolean => look().outside
  const board: Board = createBoard({
    editor,
    imageSize,
    area,
    composing: () => props.composerActive?.() ?? false,
    snaps: () => props.options?.hand().snaps ?? true,
    outside,
    stepGroup: () => props.stepGroup?.(),
    onRegionDrawn: (id) => props.onRegionDrawn?.(id),
    onRegionClicked: (id) => props.onRegionClicked?.(id),
  })

  /** Where keys have brought the crosshair, and how large what it draws is by now. */
  function spokenCrosshair(): string | null {
    const at = board.steppedTo()
    if (at === null || editor.tool() === 'select') return null
    const size = imageSize()
    const place = { x: Math.round((100 * at.x) / size.width), y: Math.round((100 * at.y) / size.height) }
    const draft = board.draft()
    if (draft === null || draft.kind === 'point') return t('canvas.crosshair-at', place)
    const { x1, y1, x2, y2 } = boundsOf(draft)
    return t('canvas.crosshair-size', { ...place, width: Math.round(x2 - x1), height: Math.round(y2 - y1) })
  }

  function spoken(): string {
    const crosshair = spokenCrosshair()
    if (crosshair !== null) return crosshair
    const ids = editor.selection()
    const [id] = ids
    const region = id === undefined ? undefined : editor.snapshot().regions[id]
    if (region === undefined) return t('canvas.nothing-selected')
    return ids.length > 1 ? t('canvas.selected-many', { n: ids.length }) : describeRegion(region, imageSize())
  }

  function scope(): string {
    if (editor.tool() !== 'select') return 'drawing'
    if (board.corner() !== null) return 'corner'
    return editor.selection().length > 0 ? 'selected' : 'canvas'
  }

  function measure(): void {
    if (host !== undefined) setArea({ width: host.clientWidth, height: host.clientHeight })
  }

  onMount(() => {
    if (host === undefined || canvas === undefined) return
    measure()
    const stage = new Konva.Stage({ container: canvas, listening: false, ...area() })
    const picture = addPictureLayer(stage, {
      url: () => props.imageUrl,
      nextUrl: () => props.nextUrl ?? null,
      size: imageSize,
      area,
      view: board.view,
      look,
    })
    addRegionsLayer(stage, board, editor, { area, opacity: () => look().opacity })
    addHandLayer(stage, board, editor, { area, imageSize, crosshair: () => props.options?.hand().crosshair ?? true })
    listenOnStage(host, board, {
      composerActive: () => props.composerActive?.() ?? false,
      wheelZooms: () => props.options?.hand().wheel !== 'scroll',
    })

    const observer = new ResizeObserver(measure)
    observer.observe(host)
    createEffect(() => stage.size(area()))
    createEffect(() => props.onPointer?.(board.pointerOnImage()))
    createEffect(() => props.onZoom?.(board.view().scale))
    createEffect(() => {
      host?.setAttribute('data-picture', props.leaving ? 'loading' : picture())
    })
    createEffect(() => {
      props.onPicture?.(picture())
    })

    props.attach?.({
      ...board,
      focus: () => host?.focus({ preventScroll: true }),
      cancelShape: board.cancel,
      allowsOutside: outside,
    })

    onCleanup(() => {
      props.attach?.(null)
      observer.disconnect()
      stage.destroy()
    })
  })

  return (
    <section class="stage">
      <div
        class="stage-host"
        ref={(element) => {
          host = element
        }}
        role="application"
        aria-label={t('canvas.name')}
        aria-roledescription={t('canvas.role')}
        tabindex="0"
        data-scope={scope()}
        data-zoom={board.view().scale}
        data-x={board.view().x}
        data-y={board.view().y}
        data-state={board.stateName()}
        style={{ cursor: board.cursor() }}
      >
        <div
          class="stage-canvas"
          ref={(element) => {
            canvas = element
          }}
        />
      </div>
      <div class="stage-spoken" aria-live="polite">
        {spoken()}
      </div>
    </section>
  )
}
