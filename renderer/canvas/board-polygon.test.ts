import { describe, expect, it } from 'vitest'
import { createTestBoard, type TestBoard } from './test-board.ts'

async function polygonBoard(): Promise<TestBoard> {
  const test = await createTestBoard()
  test.editor.setTool('polygon')
  return test
}

const triangle = ['R1', 20, 20, 80, 20, 80, 70]

describe('the polygon tool', () => {
  it('sets a corner with every click and closes at the first corner, at two clicks on one place, or at Enter', async () => {
    const test = await polygonBoard()
    for (const [x, y] of [
      [20, 20],
      [80, 20],
      [80, 70],
      [20, 20],
    ] as const)
      test.click(x, y)
    for (const [x, y] of [
      [120, 20],
      [180, 24],
      [150, 70],
      [150, 70],
    ] as const)
      test.click(x, y, { alt: true })
    for (const [x, y] of [
      [100, 80],
      [120, 84],
      [110, 92],
    ] as const)
      test.click(x, y, { alt: true })
    test.board.pressHere()
    expect([test.shapes(), test.board.stateName(), test.drawn.length]).toEqual([
      [triangle, ['R2', 120, 20, 180, 24, 150, 70], ['R3', 100, 80, 120, 84, 110, 92]],
      'polygon',
      3,
    ])
  })

  it('does not close with two corners, takes corners back, and is given up', async () => {
    const test = await polygonBoard()
    test.click(20, 20)
    test.click(80, 20)
    test.board.pressHere()
    expect([test.board.stateName(), test.board.stepBack(), test.board.stepBack(), test.board.stepBack()]).toEqual([
      'polygon.drawing',
      true,
      true,
      false,
    ])
    test.click(20, 20)
    expect([test.board.cancel(), test.board.draft(), test.shapes()]).toEqual([true, null, []])
  })

  it('is drawn by keys: the same place twice closes', async () => {
    const test = await polygonBoard()
    const { board } = test
    for (const [dx, dy] of [
      [-80, -30],
      [60, 0],
      [0, 50],
    ] as const) {
      board.stepPointer(dx, dy)
      board.pressHere()
    }
    board.pressHere()
    expect(test.shapes()).toEqual([triangle])
  })

  it('is cut at the border of the picture', async () => {
    const test = await polygonBoard()
    for (const [x, y] of [
      [-40, 20],
      [40, 20],
      [40, 80],
      [-40, 80],
      [-40, 80],
    ] as const)
      test.click(x, y, { alt: true })
    const [shape] = test.shapes()
    expect([...(shape ?? [])].slice(1).every((value) => Number(value) >= 0)).toBe(true)
  })
})

describe('a selected polygon', () => {
  async function selected(): Promise<TestBoard> {
    const test = await polygonBoard()
    for (const [x, y] of [
      [20, 20],
      [80, 20],
      [80, 70],
      [20, 20],
    ] as const)
      test.click(x, y)
    test.editor.setTool('select')
    return test
  }

  it('has corners that move, stay on the picture, and go back', async () => {
    const test = await selected()
    test.drag([80, 70], [90, 140])
    expect([test.shapes(), test.editor.undoLabel(), test.board.corner()]).toEqual([
      [['R1', 20, 20, 80, 20, 90, 100]],
      'history.move-corner',
      2,
    ])
    await test.editor.undo()
    expect(test.shapes()).toEqual([triangle])
  })

  it('gets a new corner from the middle of a side, and moves as a whole', async () => {
    const test = await selected()
    test.drag([50, 20], [50, 8])
    expect(test.shapes()).toEqual([['R1', 20, 20, 50, 8, 80, 20, 80, 70]])
    test.drag([70, 40], [80, 46])
    expect(test.shapes()).toEqual([['R1', 30, 26, 60, 14, 90, 26, 90, 76]])
  })

  it('lets its corner go when another region is selected', async () => {
    const test = await selected()
    test.click(80, 70)
    const held = test.board.corner()
    test.editor.select([])
    expect([held, test.board.corner()]).toEqual([2, null])
  })
})
