/** Pairs as many rows with columns as possible, each used once (augmenting paths): for each row its column, or `null`. */
export function matchPairs(rows: number, columns: number, agree: (row: number, column: number) => boolean): (number | null)[] {
  const choices = Array.from({ length: rows }, (_, row) => indices(columns).filter((column) => agree(row, column)))
  const rowOf = new Map<number, number>()
  const place = (row: number, tried: Set<number>): boolean => {
    for (const column of choices[row] as number[]) {
      if (tried.has(column)) continue
      tried.add(column)
      const holder = rowOf.get(column)
      if (holder === undefined || place(holder, tried)) {
        rowOf.set(column, row)
        return true
      }
    }
    return false
  }
  for (let row = 0; row < rows; row++) place(row, new Set())
  const partners = Array.from<number | null>({ length: rows }).fill(null)
  for (const [column, row] of rowOf) partners[row] = column
  return partners
}

/** Pairs each row with the first column behind its predecessor's that agrees: for each row its column, or `null`. */
export function matchInOrder(rows: number, columns: number, agree: (row: number, column: number) => boolean): (number | null)[] {
  let from = 0
  return indices(rows).map((row) => {
    for (let column = from; column < columns; column++) {
      if (!agree(row, column)) continue
      from = column + 1
      return column
    }
    return null
  })
}

const indices = (length: number) => Array.from({ length }, (_, index) => index)
