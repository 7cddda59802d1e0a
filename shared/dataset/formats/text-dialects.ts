import type { Dialect } from '../../dialects/dialect.ts'
import { dialects } from '../../dialects/registry.ts'

function writesShapes({ can: { asks, answers } }: Dialect): boolean {
  return [asks, answers].some((kinds) => kinds.points || kinds.boxes || kinds.polygons)
}

/** Every dialect whose coordinates are in the text and nowhere else, with these in front. */
export function textDialects(first: Dialect, ...others: readonly Dialect[]): readonly [Dialect, ...Dialect[]] {
  const front = [first, ...others]
  const rest = dialects.filter(
    (dialect) => dialect.beside === undefined && writesShapes(dialect) && !front.includes(dialect),
  )
  return [first, ...others, ...rest]
}
