import type { Corner } from './imported.ts'

/** The corners turned about a pivot by degrees clockwise as seen on screen (y down). */
export function rotateCorners(corners: readonly Corner[], [px, py]: Corner, degrees: number): Corner[] {
  const turn = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return corners.map(([x, y]) => [px + (x - px) * cos - (y - py) * sin, py + (x - px) * sin + (y - py) * cos])
}
