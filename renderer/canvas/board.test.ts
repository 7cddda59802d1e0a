import { describe, expect, it, vi } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import type { RegionId, TurnId } from '../../shared/ids.ts'
import { boardWith } from './test-board.ts'

describe('the box tool', () => {
  it('draws by press, drag and release, in any direction, and stays', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.drag([10, 10], [60, 40])
    test.drag([150, 90], [100, 50])
    expect([test.shapes(), test.board.stateName(), test.selected(), test.drawn.length]).toEqual([
      [
        ['R1', 10, 10, 60, 40],
        ['R2', 100, 50, 150, 90],
      ],
      'box',
      ['R2'],
      2,
    ])
  })

  it('draws by click, move and click', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.click(10, 10)
    expect(test.board.stateName()).toBe('box.clicked')
    test.board.pointerMove(test.on(50, 30))
    expect(test.board.draft()).toMatchObject({ kind: 'box', x2: expect.closeTo(50), y2: expect.closeTo(30) })
    test.click(70, 50)
    expect([test.shapes(), test.board.draft()]).toEqual([[['R1', 10, 10, 70, 50]], null])
  })

  it('makes nothing of two clicks on one place, of a drag without width, or of one beside the picture', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.click(10, 10)
    test.click(11, 10)
    test.drag([10, 10], [10, 60])
    test.drag([-20, -20], [-5, -5])
    expect([test.shapes(), test.board.stateName(), test.journal.entries]).toEqual([[], 'box', []])
  })

  it('cuts at the border of the picture', async () => {
    const test = await boardWith([-10, 50, 30, 130])
    expect(test.shapes()).toEqual([['R1', 0, 50, 30, 100]])
  })

  it('makes squares with Shift', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.drag([50, 50], [20, 40], { shift: true })
    expect(test.shapes()).toEqual([['R1', 20, 20, 50, 50]])
  })

  it('draws on a region instead of selecting it', async () => {
    const test = await boardWith([0, 0, 100, 100])
    test.editor.setTool('box')
    test.drag([20, 20], [40, 40])
    expect(test.shapes()).toHaveLength(2)
  })

  it('mentions a clicked region while a message is written, and draws on it with a drag', async () => {
    const test = await boardWith([0, 0, 100, 100])
    test.editor.setTool('box')
    test.setComposing(true)
    test.click(50, 50)
    expect([test.clicked, test.board.stateName()]).toEqual([test.editor.selection(), 'box'])
    test.drag([20, 20], [40, 40])
    test.click(150, 50)
    expect([test.clicked.length, test.shapes().length, test.board.stateName()]).toEqual([1, 2, 'box.clicked'])
  })

  it('pans with the middle button while the main one holds the box', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.board.pointerDown(test.on(10, 10), 'main')
    test.board.pointerMove(test.on(30, 30))
    test.board.holdPicture(true)
    const before = test.board.view()
    test.board.pointerMove(test.on(50, 40))
    test.board.holdPicture(false)
    expect(test.board.view().x - before.x).toBeCloseTo(20 * before.scale)
    test.board.pointerMove(test.on(60, 60))
    test.board.pointerUp(test.on(60, 60))
    expect(test.shapes()).toEqual([['R1', 10, 10, 60, 60]])
  })

  it('pans with Space or the middle button on the way, without losing the corner', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.click(10, 10)
    test.board.setSpace(true)
    test.drag([50, 50], [60, 50])
    test.board.setSpace(false)
    test.drag([60, 60], [50, 40], {}, 'middle')
    expect(test.board.stateName()).toBe('box.clicked')
    test.click(70, 40)
    expect(test.shapes()).toEqual([['R1', 10, 10, 70, 40]])
  })

  it('pans with Space while the button holds the box', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.board.pointerDown(test.on(10, 10), 'main')
    test.board.pointerMove(test.on(30, 30))
    test.board.setSpace(true)
    const before = test.board.view()
    test.board.pointerMove(test.on(50, 40))
    test.board.setSpace(false)
    expect(test.board.view().x - before.x).toBeCloseTo(20 * before.scale)
    test.board.pointerMove(test.on(60, 60))
    test.board.pointerUp(test.on(60, 60))
    expect(test.shapes()).toEqual([['R1', 10, 10, 60, 60]])
  })

  it('gives the shape up, then there is nothing to give up', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.click(10, 10)
    test.board.pointerMove(test.on(50, 30))
    expect([test.board.cancel(), test.board.draft(), test.board.cancel()]).toEqual([true, null, false])
    test.click(90, 90)
    expect([test.shapes(), test.board.stateName()]).toEqual([[], 'box.clicked'])
  })

  it('draws nothing while another window writes', async () => {
    const test = await boardWith()
    test.journal.setWriter(false)
    await vi.waitFor(() => expect(test.editor.writable()).toBe(false))
    test.editor.setTool('box')
    test.drag([10, 10], [60, 40])
    expect([test.editor.writable(), test.shapes(), test.board.hint()]).toEqual([false, [], 'canvas.hint.read-only'])
  })
})

describe('the point tool', () => {
  it('places a point where the button is let go, and none beside the picture', async () => {
    const test = await boardWith()
    test.editor.setTool('point')
    test.drag([10, 10], [20, 30])
    test.click(-8, 50)
    expect(test.shapes()).toEqual([['R1', 20, 30]])
  })
})

describe('the select tool', () => {
  it('selects the smallest region, steps through the stack with Alt, and nothing on empty ground', async () => {
    const test = await boardWith([0, 0, 190, 95], [20, 20, 100, 80], [40, 40, 60, 60])
    test.click(50, 50)
    const seen = [test.selected()]
    for (let i = 0; i < 3; i++) {
      test.click(50, 50, { alt: true })
      seen.push(test.selected())
    }
    test.click(50, 50)
    seen.push(test.selected())
    test.click(198, 98)
    seen.push(test.selected())
    expect(seen).toEqual([['R3'], ['R2'], ['R1'], ['R3'], ['R3'], []])
    expect(test.clicked).toHaveLength(5)
  })

  it('moves a region as one step of history, and keeps it on the picture', async () => {
    const test = await boardWith([10, 10, 60, 40])
    test.drag([30, 20], [50, 30])
    test.drag([50, 30], [300, 30])
    expect([test.shapes(), test.editor.undoLabel()]).toEqual([[['R1', 150, 20, 200, 50]], 'history.move-region'])
    await test.editor.undo()
    await test.editor.undo()
    expect(test.shapes()).toEqual([['R1', 10, 10, 60, 40]])
  })

  it('puts a region back when a drag is given up', async () => {
    const test = await boardWith([10, 10, 60, 40])
    test.board.pointerDown(test.on(30, 20), 'main')
    test.board.pointerMove(test.on(60, 50))
    expect(test.shapes()).not.toEqual([['R1', 10, 10, 60, 40]])
    expect(test.board.cancel()).toBe(true)
    test.board.pointerUp(test.on(60, 50))
    expect([test.shapes(), test.editor.undoLabel()]).toEqual([[['R1', 10, 10, 60, 40]], 'history.add-box'])
  })

  it('moves every selected region', async () => {
    const test = await boardWith([10, 10, 60, 40], [80, 10, 100, 40])
    test.click(30, 20)
    test.click(90, 20, { shift: true })
    test.drag([30, 20], [40, 25])
    expect(test.shapes()).toEqual([
      ['R1', 20, 15, 70, 45],
      ['R2', 90, 15, 110, 45],
    ])
  })

  it('resizes at corners and edges, across the other side, and square with Shift', async () => {
    const test = await boardWith([50, 20, 100, 60])
    test.click(75, 40)
    test.drag([100, 60], [120, 80])
    test.drag([50, 50], [40, 90])
    expect(test.shapes()).toEqual([['R1', 40, 20, 120, 80]])
    test.drag([120, 50], [20, 50])
    expect(test.shapes()).toEqual([['R1', 20, 20, 40, 80]])
    test.drag([40, 80], [70, 60], { shift: true })
    expect(test.shapes()).toEqual([['R1', 20, 20, 70, 70]])
  })

  it('moves a tiny box by its middle and resizes it by handles around it', async () => {
    const test = await boardWith([50, 20, 54, 24])
    test.click(52, 22)
    test.drag([52, 22], [62, 32])
    expect(test.shapes()).toEqual([['R1', 60, 30, 64, 34]])
    const { scale } = test.board.view()
    const out = (28 - 4 * scale) / 2 / scale
    test.drag([64 + out, 34 + out], [74 + out, 44 + out])
    expect(test.shapes()).toEqual([['R1', 60, 30, 74, 44]])
  })

  it('does not change a box whose handle is only clicked', async () => {
    const test = await boardWith([50, 20, 100, 60])
    test.click(75, 40)
    test.click(100, 60)
    expect([test.shapes(), test.editor.undoLabel()]).toEqual([[['R1', 50, 20, 100, 60]], 'history.add-box'])
  })

  it('corrects a proposal without touching what the model said', async () => {
    const test = await boardWith()
    const said = { kind: 'box', x1: 10, y1: 10, x2: 60, y2: 40 } as const
    const proposal: Region = {
      id: 'p1' as RegionId,
      imageId: test.imageId,
      number: 1,
      shape: said,
      label: 'dog',
      origin: 'model',
      proposal: { turnId: 't1' as TurnId, predicted: said, judgement: 'open' },
      createdAt: 1,
    }
    test.editor.commit('history.answer', addRegion(proposal))
    test.drag([30, 20], [40, 30])
    expect(test.editor.snapshot().regions.p1).toEqual({
      ...proposal,
      shape: {
        kind: 'box',
        x1: expect.closeTo(20),
        y1: expect.closeTo(20),
        x2: expect.closeTo(70),
        y2: expect.closeTo(50),
      },
      proposal: {
        turnId: 't1',
        predicted: said,
        judgement: 'corrected',
        edits: [{ at: expect.any(Number), iou: expect.closeTo(800 / 2200, 3), seconds: expect.any(Number) }],
      },
    })
  })
})

describe('the view', () => {
  it('fits at first and after a change of size, until somebody zooms', async () => {
    const test = await boardWith()
    expect(test.board.view().scale).toBeCloseTo((368 - 36) / 200)
    expect(test.board.view().x, 'the tool strip covers nothing of it').toBeCloseTo(16 + 36)
    test.setArea({ width: 232 + 36, height: 300 })
    expect(test.board.view().scale).toBeCloseTo(1)
    test.board.zoomBy(2)
    test.setArea({ width: 432 + 36, height: 300 })
    expect(test.board.view().scale).toBeCloseTo(2)
    test.board.doubleClick(test.on(10, 10))
    expect(test.board.view().scale).toBeCloseTo(2)
  })

  it('zooms at the pointer within 5 % and 3200 %', async () => {
    const test = await boardWith()
    const before = test.on(150, 20)
    test.board.wheel(before, 1.7)
    const after = test.on(150, 20)
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x), expect.closeTo(before.y)])
    test.board.wheel(before, 1e9)
    expect(test.board.view().scale).toBe(32)
    test.board.wheel(before, 1e-9)
    expect(test.board.view().scale).toBe(0.05)
  })

  it('goes to the selection and brings regions into sight', async () => {
    const test = await boardWith([10, 10, 20, 20], [180, 80, 190, 90])
    test.click(15, 15)
    test.board.zoomToSelection()
    const { scale, x, y } = test.board.view()
    expect(15 * scale + x).toBeCloseTo(200)
    expect(15 * scale + y).toBeCloseTo(150)
    const other = test.board.regions()[1]
    if (other !== undefined) test.board.reveal(other.id)
    const after = test.board.view()
    expect([after.scale, 190 * after.scale + after.x <= 400, 80 * after.scale + after.y >= 0]).toEqual([
      scale,
      true,
      true,
    ])
  })
})
