import type { DialectShape, EncodeLoss, ShapeKinds } from './dialect.ts'
import { checkMention } from './mention.ts'

/** Text without coordinates. */
export const noShapes: ShapeKinds = { points: false, boxes: false, polygons: false }
export const onlyPoints: ShapeKinds = { points: true, boxes: false, polygons: false }
export const onlyBoxes: ShapeKinds = { points: false, boxes: true, polygons: false }
export const pointsAndBoxes: ShapeKinds = { points: true, boxes: true, polygons: false }
export const boxesAndPolygons: ShapeKinds = { points: false, boxes: true, polygons: true }

const plurals = { point: 'points', box: 'boxes', polygon: 'polygons' } as const

/** Why a system that takes shapes of these kinds, one kind in each mention, cannot write this mention, or null. */
export function checkShapes(shapes: readonly DialectShape[], system: string, takes: ShapeKinds): EncodeLoss | null {
  const loss = checkMention(shapes)
  if (loss !== null) return loss
  const other = shapes.find(({ kind }) => !takes[plurals[kind]])
  if (other === undefined) return null
  const known = Object.values(plurals).filter((kind) => takes[kind])
  const message =
    known.length === 0
      ? `${system} text has no coordinates`
      : `${system} text has ${known.join(' and ')}, no ${plurals[other.kind]}`
  return { code: 'kind-unsupported', message }
}
