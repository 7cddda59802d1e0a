/**
 * The one-to-one assignment of rows to columns with the largest sum, as pairs in the order of rows; rows or columns in excess stay
 * alone. The Hungarian method with potentials; O(rows² · columns).
 */
export function bestAssignment(gain: readonly (readonly number[])[]): [row: number, column: number][] {
  const rows = gain.length
  const columns = gain[0]?.length ?? 0
  if (columns === 0) return []
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, column) => gain.map((row) => row[column] ?? 0))
    return bestAssignment(turned)
      .map(([column, row]): [number, number] => [row, column])
      .sort((a, b) => a[0] - b[0])
  }
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    const before = new Int32Array(columns + 1)
    const slack = new Float64Array(columns + 1).fill(Infinity)
    const isUsed = new Uint8Array(columns + 1)
    let column = 0
    rowOf[0] = row
    do {
      isUsed[column] = 1
      const current = rowOf[column] ?? 0
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= columns; j++) {
        if (isUsed[j] === 1) continue
        const cost = -(gain[current - 1]?.[j - 1] ?? 0) - (rowPotential[current] ?? 0) - (columnPotential[j] ?? 0)
        if (cost < (slack[j] ?? 0)) {
          slack[j] = cost
          before[j] = column
        }
        if ((slack[j] ?? 0) < delta) {
          delta = slack[j] ?? 0
          next = j
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (isUsed[j] === 1) {
          const held = rowOf[j] ?? 0
          rowPotential[held] = (rowPotential[held] ?? 0) + delta
          columnPotential[j] = (columnPotential[j] ?? 0) - delta
        } else slack[j] = (slack[j] ?? 0) - delta
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const previous = before[column] ?? 0
      rowOf[column] = rowOf[previous] ?? 0
      column = previous
    }
  }
  const pairs: [number, number][] = []
  for (let j = 1; j <= columns; j++) {
    const row = rowOf[j] ?? 0
    if (row > 0) pairs.push([row - 1, j - 1])
  }
  return pairs.sort((a, b) => a[0] - b[0])
}
