import { createRoot } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { ImageId, RegionId } from '../../shared/ids.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from '../state/create-editor.ts'
import { createMemoryJournal } from '../state/memory-journal.ts'
import { Stage } from './Stage.tsx'

const image: ImageRecord = {
  id: 'image1' as ImageId,
  path: 'a.png',
  width: 200,
  height: 100,
  bytes: 1,
  modifiedAt: 1,
}
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=='

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

async function mount() {
  const journal = createMemoryJournal()
  const drawn: RegionId[] = []
  const parent = document.createElement('div')
  parent.style.cssText = 'width: 468px; height: 332px; position: fixed; left: 10px; top: 20px'
  document.body.append(parent)
  const editor = createRoot(() =>
    createEditor({ client: journal.client, store: createMemoryStore(), project: journal.info }),
  )
  await editor.openImage(image.id)
  const dispose = render(
    () => <Stage editor={editor} image={image} imageUrl={pixel} onRegionDrawn={(id) => drawn.push(id)} />,
    parent,
  )
  cleanups.push(() => {
    dispose()
    parent.remove()
    editor.dispose()
  })
  const host = parent.querySelector<HTMLElement>('[role=application]')
  if (host === null) throw new Error('no canvas')
  await vi.waitFor(() => expect(host.dataset.zoom).toBe('2'))

  function at(x: number, y: number): { clientX: number; clientY: number } {
    const box = host?.getBoundingClientRect()
    const { zoom, x: left, y: top } = host?.dataset ?? {}
    return {
      clientX: (box?.left ?? 0) + Number(left) + x * Number(zoom),
      clientY: (box?.top ?? 0) + Number(top) + y * Number(zoom),
    }
  }
  function fire(type: string, x: number, y: number, init: PointerEventInit = {}): void {
    host?.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, ...at(x, y), ...init }))
  }
  function drag(from: [number, number], to: [number, number], init: PointerEventInit = {}): void {
    const end = at(...to)
    fire('pointerdown', ...from, init)
    host?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerId: 1, ...end, ...init }))
    host?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, pointerId: 1, ...end, ...init }))
  }
  // A synthetic pointer cannot be captured.
  host.setPointerCapture = () => undefined
  const shapes = (): unknown => Object.values(editor.snapshot().regions).map((region) => region.shape)
  return { host, parent, editor, drawn, fire, drag, at, shapes }
}

/** The colour of the canvas as it is seen: all layers over each other. */
function colourAt(parent: HTMLElement, x: number, y: number): number[] {
  const seen = document.createElement('canvas')
  seen.width = 1
  seen.height = 1
  const context = seen.getContext('2d')
  const ratio = window.devicePixelRatio
  for (const layer of parent.querySelectorAll('canvas')) {
    context?.drawImage(layer, x * ratio, y * ratio, 1, 1, 0, 0, 1, 1)
  }
  return [...(context?.getImageData(0, 0, 1, 1).data ?? [])]
}

it('draws a box with the mouse, shows it, and says it in words', async () => {
  const { parent, editor, drawn, drag, at, shapes } = await mount()
  editor.setTool('box')
  drag([20, 10], [100, 60])
  expect(shapes()).toEqual([{ kind: 'box', x1: 20, y1: 10, x2: 100, y2: 60 }])
  expect(drawn).toHaveLength(1)
  expect(parent.querySelector('[aria-live]')?.textContent).toContain('R1')
  editor.select([])
  editor.setTool('select')
  const frame = parent.getBoundingClientRect()
  const { clientX, clientY } = at(20, 35)
  await vi.waitFor(() => {
    const [r = 0, g = 0, b = 0] = colourAt(parent, clientX - frame.left, clientY - frame.top)
    expect([r > 150, g < 140, b < 80]).toEqual([true, true, true])
  })
})

it('resizes by a handle', async () => {
  const { editor, drag, shapes } = await mount()
  editor.setTool('box')
  drag([20, 10], [100, 60])
  editor.setTool('select')
  drag([100, 60], [150, 90])
  expect(shapes()).toEqual([{ kind: 'box', x1: 20, y1: 10, x2: 150, y2: 90 }])
})

it('makes tags as large as the texts of the page', async () => {
  const { parent, editor, drag, at } = await mount()
  editor.setTool('box')
  drag([20, 40], [60, 60])
  editor.select([])
  const box = parent.getBoundingClientRect()
  const edge = at(20, 40)
  // In the tag's first pixels, and higher than a tag of the usual size reaches.
  const above = (): number[] => colourAt(parent, edge.clientX - box.left + 1, edge.clientY - box.top - 20)
  await vi.waitFor(() => expect(colourAt(parent, edge.clientX - box.left + 1, edge.clientY - box.top - 8)[3]).toBe(255))
  const usual = above()
  cleanups.push(() => document.documentElement.style.removeProperty('--text-scale'))
  document.documentElement.style.setProperty('--text-scale', '1.4')
  await vi.waitFor(() =>
    expect(above()).toEqual(colourAt(parent, edge.clientX - box.left + 1, edge.clientY - box.top - 8)),
  )
  expect(above()).not.toEqual(usual)
})

it('zooms with the wheel at the pointer and pans with the middle button', async () => {
  const { host, at, drag } = await mount()
  const before = at(50, 25)
  host.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: -300, ...before }))
  expect(Number(host.dataset.zoom)).toBeCloseTo(2 * Math.exp(0.54))
  expect(at(50, 25).clientX).toBeCloseTo(before.clientX)
  const x = Number(host.dataset.x)
  drag([50, 25], [60, 25], { button: 1, buttons: 4 })
  expect(Number(host.dataset.x) - x).toBeCloseTo(10 * Number(host.dataset.zoom))
})

it('takes real clicks, and the focus with them', async () => {
  const { host, editor } = await mount()
  editor.setTool('point')
  await userEvent.click(host, { position: { x: 252, y: 166 } })
  expect(Object.values(editor.snapshot().regions).map((region) => region.shape.kind)).toEqual(['point'])
  expect(document.activeElement).toBe(host)
})
