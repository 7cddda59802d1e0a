import { describe, expect, it } from 'vitest'
import { snapTo } from './snapping.ts'

const picture = { x1: 0, y1: 0, x2: 200, y2: 100 }
const box = { x1: 50, y1: 20, x2: 90, y2: 60 }

describe('snapping', () => {
  it('draws an edge to the nearest edge, on each axis by itself, with a guide that joins both', () => {
    const hand = { x1: 93, y1: 70, x2: 140, y2: 97 }
    const what = { edges: { x: [93, 140], y: [70, 97] }, bounds: hand }
    expect(snapTo([picture, box], what, 6)).toEqual({
      shift: { x: -3, y: 3 },
      guides: [
        { axis: 'x', at: 90, from: 20, to: 100 },
        { axis: 'y', at: 100, from: 0, to: 200 },
      ],
    })
  })

  it('leaves alone what is out of reach', () => {
    const what = { edges: { x: [100], y: [70] }, bounds: { x1: 100, y1: 70, x2: 120, y2: 80 } }
    expect(snapTo([picture, box], what, 6)).toEqual({ shift: { x: 0, y: 0 }, guides: [] })
  })

  it('draws centres to centres only', () => {
    const hand = { x1: 61, y1: 70, x2: 81, y2: 80 }
    const what = { edges: { x: [61, 81], y: [] }, centre: { x: 71, y: 75 }, bounds: hand }
    expect(snapTo([box], what, 6)).toEqual({
      shift: { x: -1, y: 0 },
      guides: [{ axis: 'x', at: 70, from: 20, to: 80 }],
    })
    const edge = { edges: { x: [71], y: [] }, bounds: hand }
    expect(snapTo([box], edge, 6).shift).toEqual({ x: 0, y: 0 })
  })
})
