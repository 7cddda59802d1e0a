import { createRoot, createSignal } from 'solid-js'
import { onTestFinished } from 'vitest'
import type { ProjectInfo } from '../../shared/api/project.ts'
import { shapeNumbers } from '../../shared/dialects/mention.ts'
import type { ImageId, RegionId } from '../../shared/ids.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from '../state/create-editor.ts'
import type { Editor } from '../state/editor.ts'
import { createMemoryJournal } from '../state/memory-journal.ts'
import type { PointerButton } from './board.ts'
import { createBoard } from './create-board.ts'
import type { Pointer } from './tools/tool-state.ts'

type Modifiers = Partial<Pick<Pointer, 'shift' | 'alt' | 'mod'>>

/** Drives the canvas as hands do, without a screen: for tests of tools, and gone with the test. The picture is 200 x 100, the stage 400 x 300. */
export async function createTestBoard() {
  const journal = createMemoryJournal()
  const imageId = 'image1' as ImageId
  const drawn: RegionId[] = []
  const clicked: RegionId[] = []

  const made = createRoot((dispose) => {
    const project: ProjectInfo = journal.info
    const editor: Editor = createEditor({ client: journal.client, store: createMemoryStore(), project })
    const [imageSize, setImageSize] = createSignal({ width: 200, height: 100 })
    const [composing, setComposing] = createSignal(false)
    const [outside, setOutside] = createSignal(false)
    const [area, setArea] = createSignal({ width: 400, height: 300 })
    const board = createBoard({
      editor,
      imageSize,
      area,
      composing,
      outside,
      onRegionDrawn: (id) => drawn.push(id),
      onRegionClicked: (id) => clicked.push(id),
    })
    return { editor, board, setComposing, setOutside, setArea, setImageSize, dispose }
  })
  onTestFinished(() => {
    made.editor.dispose()
    made.dispose()
  })
  await made.editor.ready
  await made.editor.openImage(imageId)

  function at(x: number, y: number, modifiers: Modifiers = {}): Pointer {
    return { x, y, shift: false, alt: false, mod: false, ...modifiers }
  }

  /** A place on the picture as a pointer on the stage. */
  function on(x: number, y: number, modifiers: Modifiers = {}): Pointer {
    const view = made.board.view()
    return at(x * view.scale + view.x, y * view.scale + view.y, modifiers)
  }

  const { board } = made
  return {
    ...made,
    journal,
    imageId,
    drawn,
    clicked,
    at,
    on,
    /** Press, three moves, release: places on the picture. */
    drag(
      from: readonly [number, number],
      to: readonly [number, number],
      modifiers: Modifiers = {},
      button: PointerButton = 'main',
    ) {
      board.pointerMove(on(...from, modifiers))
      board.pointerDown(on(...from, modifiers), button)
      const ends = [0.3, 0.7, 1].map((t) =>
        on(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, modifiers),
      )
      for (const each of ends) board.pointerMove(each)
      board.pointerUp(ends[2] ?? on(...to, modifiers))
    },
    click(x: number, y: number, modifiers: Modifiers = {}) {
      board.pointerMove(on(x, y, modifiers))
      board.pointerDown(on(x, y, modifiers), 'main')
      board.pointerUp(on(x, y, modifiers))
    },
    shapes() {
      return board.regions().map(({ number, shape }) => {
        return [`R${number}`, ...shapeNumbers(shape).map((each) => Math.round(each * 1000) / 1000)]
      })
    },
    selected: () => made.editor.selection().map((id) => `R${made.editor.snapshot().regions[id]?.number}`),
  }
}

export type TestBoard = Awaited<ReturnType<typeof createTestBoard>>

/** A board on which these boxes have been drawn, with the select tool and nothing selected. */
export async function boardWith(...boxes: [number, number, number, number][]): Promise<TestBoard> {
  const test = await createTestBoard()
  test.editor.setTool('box')
  for (const [x1, y1, x2, y2] of boxes) test.drag([x1, y1], [x2, y2])
  test.editor.setTool('select')
  test.editor.select([])
  return test
}
