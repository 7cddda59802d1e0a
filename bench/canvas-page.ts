import { createComponent, createRoot } from 'solid-js'
import { render } from 'solid-js/web'
import { Stage } from '../renderer/canvas/Stage.tsx'
import { createMemoryStore } from '../renderer/db/memory-store.ts'
import { createEditor } from '../renderer/state/create-editor.ts'
import { createMemoryJournal } from '../renderer/state/memory-journal.ts'
import type { ImageRecord } from '../shared/dialogue/image.ts'
import type { Judgement, Region, Shape } from '../shared/dialogue/region.ts'
import { addRegion } from '../shared/document/commands/add-region.ts'
import type { ImageId, RegionId, TurnId } from '../shared/ids.ts'

const image: ImageRecord = {
  id: 'image1' as ImageId,
  path: 'a.jpg',
  width: 4000,
  height: 3000,
  bytes: 1,
  modifiedAt: 1,
}
const judgements: readonly Judgement[] = ['open', 'accepted', 'corrected', 'rejected']

/** A fixed stream of numbers in 0..1, so that every run draws the same. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Nine boxes to one point; every third region is a model's, judged or not. */
function makeRegion(n: number, random: () => number): Region {
  const x = random() * 3800
  const y = random() * 2800
  const shape: Shape =
    n % 10 === 0
      ? { kind: 'point', x, y }
      : { kind: 'box', x1: x, y1: y, x2: x + 20 + random() * 180, y2: y + 20 + random() * 180 }
  const proposed = n % 3 === 0
  return {
    id: `r${n}` as RegionId,
    imageId: image.id,
    number: n,
    shape,
    label: n % 2 === 0 ? 'object' : '',
    origin: proposed ? 'model' : 'human',
    ...(proposed
      ? { proposal: { turnId: 't' as TurnId, predicted: shape, judgement: judgements[n % 4] ?? 'open' } }
      : {}),
    createdAt: n,
  }
}

async function pictureUrl(): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  const context = canvas.getContext('2d')
  const random = numbers(7)
  for (let i = 0; i < 4000 && context; i++) {
    context.fillStyle = `hsl(${random() * 360} 40% ${30 + random() * 40}%)`
    context.fillRect(random() * 4000, random() * 3000, random() * 400, random() * 400)
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'))
  return blob ? URL.createObjectURL(blob) : ''
}

/** Twelve pixels a frame, to the right and back. */
function sweep(frame: number): number {
  return 12 * Math.abs(((frame + 35) % 70) - 35)
}

/** Waits until every layer has really been painted. */
function flush(parent: HTMLElement): void {
  for (const canvas of parent.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
}

const nextFrame = window.requestAnimationFrame.bind(window)
let drawing = 0

/** Adds up what every frame's callbacks take, whoever asked for them: what a layer draws on its own account counts too. */
function watchFrames(): void {
  window.requestAnimationFrame = (callback) =>
    nextFrame((at) => {
      const begun = performance.now()
      callback(at)
      drawing += performance.now() - begun
    })
}

/** Milliseconds that one change costs: its handler, the redraw in the next frame, and the painting. */
function timedFrame(parent: HTMLElement, change: () => void): Promise<number> {
  return new Promise((resolve) => {
    drawing = 0
    const before = performance.now()
    change()
    const handler = performance.now() - before
    nextFrame(() => {
      const drawn = performance.now()
      flush(parent)
      resolve(handler + drawing + performance.now() - drawn)
    })
  })
}

/** Milliseconds of each frame, by what was done. */
export type FrameTimes = {
  readonly pan: number[]
  readonly drag: number[]
  readonly zoom: number[]
  readonly select: number[]
  readonly settle: number[]
}

async function measureAt(count: number, url: string): Promise<FrameTimes> {
  const parent = document.getElementById('stage')
  if (parent === null) throw new Error('no stage')
  const journal = createMemoryJournal()
  const [editor, endEditor] = createRoot((end) => [
    createEditor({ client: journal.client, store: createMemoryStore(), project: journal.info }),
    end,
  ])
  await editor.openImage(image.id)
  const random = numbers(count)
  editor.commit('x', addRegion(...Array.from({ length: count }, (_, i) => makeRegion(i + 1, random))))
  let pictureReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    pictureReady = resolve
  })
  const end = render(
    () =>
      createComponent(Stage, {
        editor,
        image,
        imageUrl: url,
        onPicture: (state) => state === 'ready' && pictureReady(),
      }),
    parent,
  )
  await ready
  const host = parent.querySelector<HTMLElement>('[role=application]')
  if (host === null) throw new Error('no canvas')
  host.setPointerCapture = () => undefined

  function fire(type: string, x: number, y: number, button: number): void {
    host?.dispatchEvent(
      new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: x, clientY: y, button, buttons: 1 }),
    )
  }

  async function run(button: number, fromX: number, fromY: number): Promise<number[]> {
    const times: number[] = []
    fire('pointerdown', fromX, fromY, button)
    for (let i = 1; i <= 70; i++) {
      const ms = await timedFrame(document.body, () => fire('pointermove', fromX + sweep(i), fromY + i, button))
      if (i > 10) times.push(ms)
    }
    fire('pointerup', fromX, fromY + 70, button)
    return times
  }

  const pan = await run(1, 600, 300)
  const target = editor.snapshot().regions.r1
  const view = { zoom: Number(host.dataset.zoom), x: Number(host.dataset.x), y: Number(host.dataset.y) }
  if (target?.shape.kind !== 'box') throw new Error('no box to drag')
  editor.select([target.id])
  const x = ((target.shape.x1 + target.shape.x2) / 2) * view.zoom + view.x
  const y = ((target.shape.y1 + target.shape.y2) / 2) * view.zoom + view.y
  const drag = await run(0, x, y)
  if (editor.undoLabel() !== 'history.move-region') throw new Error('the drag moved nothing')
  editor.select([])
  const zoom: number[] = []
  for (let i = 0; i < 40; i++) {
    const deltaY = i % 2 === 0 ? -4 : 4
    const pinch = { bubbles: true, cancelable: true, ctrlKey: true, deltaY, clientX: 600, clientY: 400 }
    const wheel = new WheelEvent('wheel', pinch)
    const ms = await timedFrame(document.body, () => host.dispatchEvent(wheel))
    if (i > 5) zoom.push(ms)
  }
  // After a zoom everything is painted anew: in slices, so that no frame waits for it.
  const settle: number[] = []
  host.dispatchEvent(new WheelEvent('wheel', { bubbles: true, ctrlKey: true, deltaY: -40, clientX: 600, clientY: 400 }))
  for (let i = 0; i < 90; i++) settle.push(await timedFrame(document.body, () => undefined))
  const select: number[] = []
  for (let i = 0; i < 40; i++) {
    const id = `r${(i % 20) + 1}` as RegionId
    const ms = await timedFrame(document.body, () => editor.select([id]))
    if (i > 3) select.push(ms)
  }
  end()
  editor.dispose()
  endEditor()
  return { pan, drag, zoom, select, settle }
}

declare global {
  interface Window {
    measureCanvas(counts: readonly number[]): Promise<FrameTimes[]>
  }
}

window.measureCanvas = async (counts) => {
  watchFrames()
  const url = await pictureUrl()
  // The first measurement would otherwise pay for the compiler and for decoding the picture.
  await measureAt(500, url)
  const results = []
  for (const count of counts) results.push(await measureAt(count, url))
  return results
}
