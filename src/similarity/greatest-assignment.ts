/**
 * The one-to-one assignment of the smaller side with the greatest total weight, as pairs (row, column): the Hungarian method with
 * potentials and shortest augmenting paths (Jonker and Volgenant 1987), O(n²m) for n ≤ m. Weights must be finite.
 */
export function greatestAssignment(rows: number, columns: number, weight: (row: number, column: number) => number): [number, number][] {
  if (rows === 0 || columns === 0) return []
  if (rows > columns) return greatestAssignment(columns, rows, (row, column) => weight(column, row)).map(([row, column]) => [column, row])
  const costs = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) costs[row * columns + column] = -weight(row, column)
  const rowAt = leastAssignment(costs, rows, columns)
  return [...rowAt].flatMap((row, column) => (row === 0 || column === 0 ? [] : [[row - 1, column - 1] as [number, number]]))
}

/** The row (from 1; 0: free) of every column (from 1) in the assignment of all rows with the least total cost. */
function leastAssignment(costs: Float64Array, rows: number, columns: number): Int32Array {
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowAt = new Int32Array(columns + 1)
  const previous = new Int32Array(columns + 1)
  const slack = new Float64Array(columns + 1)
  const visited = new Uint8Array(columns + 1)
  for (let start = 1; start <= rows; start++) {
    rowAt[0] = start
    slack.fill(Infinity)
    visited.fill(0)
    let column = 0
    do {
      visited[column] = 1
      const row = rowAt[column] as number
      const offset = (row - 1) * columns - 1
      const potential = rowPotential[row] as number
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= columns; j++) {
        if (visited[j] === 1) continue
        const reduced = (costs[offset + j] as number) - potential - (columnPotential[j] as number)
        if (reduced < (slack[j] as number)) {
          slack[j] = reduced
          previous[j] = column
        }
        if ((slack[j] as number) < delta) {
          delta = slack[j] as number
          next = j
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (visited[j] === 1) {
          rowPotential[rowAt[j] as number] = (rowPotential[rowAt[j] as number] as number) + delta
          columnPotential[j] = (columnPotential[j] as number) - delta
        } else slack[j] = (slack[j] as number) - delta
      }
      column = next
    } while (rowAt[column] !== 0)
    for (let j = column; j !== 0; j = previous[j] as number) rowAt[j] = rowAt[previous[j] as number] as number
  }
  return rowAt
}
