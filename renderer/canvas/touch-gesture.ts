import type { StagePoint } from '../../shared/geometry/spaces.ts'
import type { Board } from './board.ts'

/** Follows fingers on a screen; each call is true when it belongs to a gesture of two fingers and means nothing to the tools. */
export type TouchGesture = {
  down(id: number, at: StagePoint): boolean
  move(id: number, at: StagePoint): boolean
  up(id: number): boolean
}

function middle(a: StagePoint, b: StagePoint): StagePoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

/** Two fingers pan and zoom; what the first one had begun to draw is given up. One finger draws. */
export function createTouchGesture(board: Pick<Board, 'pointerCancel' | 'pan' | 'wheel'>): TouchGesture {
  const fingers = new Map<number, StagePoint>()
  let together = false

  return {
    down(id, at) {
      fingers.set(id, at)
      if (fingers.size === 2) {
        together = true
        board.pointerCancel()
      }
      return together
    },
    move(id, at) {
      const before = [...fingers.values()]
      if (fingers.has(id)) fingers.set(id, at)
      const [a, b] = before
      const [c, d] = [...fingers.values()]
      if (together && before.length === 2 && a && b && c && d) {
        const from = middle(a, b)
        const to = middle(c, d)
        board.pan(to.x - from.x, to.y - from.y)
        const apart = Math.hypot(a.x - b.x, a.y - b.y)
        if (apart > 0) board.wheel(to, Math.hypot(c.x - d.x, c.y - d.y) / apart)
      }
      return together
    },
    up(id) {
      fingers.delete(id)
      const wasTogether = together
      if (fingers.size === 0) together = false
      return wasTogether
    },
  }
}
