import { describe, expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import type { RegionId, TurnId } from '../../shared/ids.ts'
import { boardWith } from './test-board.ts'

describe('regions on top of each other', () => {
  it('takes the next region below with every further click on one place', async () => {
    const test = await boardWith([0, 0, 190, 95], [20, 20, 100, 80], [40, 40, 60, 60])
    const seen = Array.from({ length: 4 }, () => {
      test.click(50, 50)
      return test.selected()
    })
    test.click(52.6, 50)
    seen.push(test.selected())
    expect(seen).toEqual([['R3'], ['R2'], ['R1'], ['R3'], ['R3']])
    test.setComposing(true)
    test.click(52.6, 50)
    expect(test.selected(), 'while a message is written, a click always means the smallest').toEqual(['R3'])
    test.board.selectBelow()
    expect(test.selected()).toEqual(['R2'])
  })

  it('takes the region below by key in the middle of the selected one too, with the pointer elsewhere', async () => {
    const test = await boardWith([0, 0, 190, 95], [20, 20, 100, 80])
    test.editor.select([test.board.regions()[1]?.id ?? ('' as RegionId)])
    test.board.pointerMove(test.on(199, 99))
    test.board.selectBelow()
    const below = test.selected()
    test.board.selectBelow()
    expect([below, test.selected()]).toEqual([['R1'], ['R2']])
  })
})

describe('snapping', () => {
  it('draws the corners of a new box to edges near them, unless Alt is held', async () => {
    const test = await boardWith([50, 20, 90, 60])
    test.editor.setTool('box')
    test.drag([92, 62], [197, 97])
    test.drag([92, 62], [197, 97], { alt: true })
    expect(test.shapes().slice(1)).toEqual([
      ['R2', 90, 60, 200, 100],
      ['R3', 92, 62, 197, 97],
    ])
  })

  it('shows what it is drawn to while the hand holds it, and nothing afterwards', async () => {
    const test = await boardWith([50, 20, 90, 60], [120, 70, 150, 90])
    test.board.pointerDown(test.on(130, 80), 'main')
    test.board.pointerMove(test.on(102, 80))
    expect(test.board.guides()).toEqual([{ axis: 'x', at: 90, from: 20, to: expect.closeTo(90) }])
    test.board.pointerMove(test.on(102, 80, { alt: true }))
    expect(test.board.guides()).toEqual([])
    test.board.pointerMove(test.on(102, 80))
    test.board.pointerUp(test.on(102, 80))
    expect([test.board.guides(), test.shapes()[1]]).toEqual([[], ['R2', 90, 70, 120, 90]])
  })

  it('draws an edge to the edge of another region or of the model’s own box', async () => {
    const test = await boardWith([50, 20, 90, 60])
    const said = { kind: 'box', x1: 120, y1: 30, x2: 150, y2: 80 } as const
    const mine: Region = {
      id: 'p1' as RegionId,
      imageId: test.imageId,
      number: 2,
      shape: { ...said, y2: 70 },
      label: '',
      origin: 'model',
      proposal: { turnId: 't1' as TurnId, predicted: said, judgement: 'corrected' },
      createdAt: 1,
    }
    test.editor.commit('history.answer', addRegion(mine))
    test.click(135, 50)
    test.drag([135, 70], [135, 78.5])
    test.drag([120, 55], [91, 55])
    expect(test.shapes()[1]).toEqual(['R2', 90, 30, 150, 80])
  })
})

describe('regions that may stick out', () => {
  it('are neither cut nor held back', async () => {
    const test = await boardWith()
    test.setOutside(true)
    test.editor.setTool('box')
    test.drag([-10, 50], [30, 130])
    test.editor.setTool('select')
    test.drag([10, 90], [-40, 90])
    expect(test.shapes()).toEqual([['R1', -60, 50, -20, 130]])
  })
})

describe('keys in place of the mouse', () => {
  it('draw a box and place a point', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    const { board } = test
    board.stepPointer(-80, -40)
    board.pressHere()
    board.stepPointer(30, 0)
    board.stepPointer(0, 25)
    expect([board.stateName(), board.draft()]).toEqual(['box.clicked', { kind: 'box', x1: 20, y1: 10, x2: 50, y2: 35 }])
    board.pressHere()
    test.editor.setTool('point')
    board.stepPointer(-1000, 1)
    board.pressHere()
    expect(test.shapes()).toEqual([
      ['R1', 20, 10, 50, 35],
      ['R2', 0, 36],
    ])
  })

  it('bring the crosshair into sight', async () => {
    const test = await boardWith()
    test.editor.setTool('box')
    test.board.wheel(test.on(10, 10), 8)
    test.board.stepPointer(0, 0)
    test.board.stepPointer(100, 0)
    const at = test.board.pointer()
    expect(at !== null && at.x >= 0 && at.x <= 400).toBe(true)
  })
})

describe('a menu on the canvas', () => {
  it('is about the selected regions under it, else the smallest region there, and by key about the selection', async () => {
    const test = await boardWith([0, 0, 190, 95], [20, 20, 100, 80])
    const seen = [[test.board.aimAt(null), test.selected()]]
    for (const [x, y] of [
      [50, 50],
      [195, 98],
      [10, 10],
      [50, 50],
    ] as const) {
      seen.push([test.board.aimAt(test.on(x, y)), test.selected()])
    }
    seen.push([test.board.aimAt(null), test.selected()])
    expect(seen).toEqual([
      [false, []],
      [true, ['R2']],
      [false, ['R2']],
      [true, ['R1']],
      [true, ['R1']],
      [true, ['R1']],
    ])
  })

  it('does not come while a shape is in hand', async () => {
    const test = await boardWith([0, 0, 190, 95])
    test.editor.setTool('box')
    test.board.pointerDown(test.on(20, 20), 'main')
    test.board.pointerMove(test.on(60, 60))
    expect([test.board.aimAt(test.on(60, 60)), test.selected()]).toEqual([false, []])
  })
})
