import { componentsOf } from './components.ts'
import { greatestAssignment } from './greatest-assignment.ts'

/** Up to this many rows and columns the assignment is exact. */
const EXACT_ITEMS = 2_000

/** A row and a column that belong together. */
export interface AssignedPair {
  row: number
  column: number
  similarity: number
}

/**
 * Pairs rows with columns one to one: the most pairs whose similarity is at least `threshold`, among those the greatest total similarity,
 * among equal rows and columns those with the lowest index. With more than 2,000 rows or columns the most similar free pair is taken
 * again and again instead (see `isGreedy`). Pairs come in the order of their rows; similarities that are not finite never pair.
 */
export function assign(similarities: readonly (readonly number[])[], threshold: number): AssignedPair[] {
  const rows = similarities.length
  const columns = similarities[0]?.length ?? 0
  if (rows === 0 || columns === 0) return []
  const at = (row: number, column: number): number => similarities[row]?.[column] ?? 0
  const columnOf = isGreedy(rows, columns) ? greedy(similarities, threshold) : exact(similarities, threshold, columns)
  inOrder(columnOf, columns, at)
  const rowOf = new Int32Array(columns).fill(-1)
  columnOf.forEach((column, row) => column >= 0 && (rowOf[column] = row))
  inOrder(rowOf, rows, (column, row) => at(row, column))
  const pairs = [...rowOf].flatMap((row, column) => (row < 0 ? [] : [{ row, column, similarity: at(row, column) }]))
  return pairs.sort((a, b) => a.row - b.row)
}

/** Are so many items paired greedily? */
export const isGreedy = (rows: number, columns: number): boolean => Math.max(rows, columns) > EXACT_ITEMS

function exact(similarities: readonly (readonly number[])[], threshold: number, columns: number): Int32Array {
  const columnOf = new Int32Array(similarities.length).fill(-1)
  for (const component of componentsOf(similarities, threshold, columns)) {
    // One pair more outweighs any gain in similarity.
    const bonus = Math.min(component.rows.length, component.columns.length) + 1
    const weight = (i: number, j: number): number => {
      const value = similarities[component.rows[i] as number]?.[component.columns[j] as number] ?? 0
      return value >= threshold && value < Infinity ? bonus + value : 0
    }
    for (const [i, j] of greatestAssignment(component.rows.length, component.columns.length, weight)) {
      if (weight(i, j) > 0) columnOf[component.rows[i] as number] = component.columns[j] as number
    }
  }
  return columnOf
}

function greedy(similarities: readonly (readonly number[])[], threshold: number): Int32Array {
  const columnOf = new Int32Array(similarities.length).fill(-1)
  const edges: AssignedPair[] = []
  similarities.forEach((values, row) =>
    values.forEach((value, column) => value >= threshold && value < Infinity && edges.push({ row, column, similarity: value })),
  )
  edges.sort((a, b) => b.similarity - a.similarity || a.row - b.row || a.column - b.column)
  const taken = new Set<number>()
  for (const { row, column } of edges) {
    if (columnOf[row] !== -1 || taken.has(column)) continue
    columnOf[row] = column
    taken.add(column)
  }
  return columnOf
}

/** Hands the partners of equal items to the first of them, in order: they cannot be told apart by similarity. */
function inOrder(partnerOf: Int32Array, others: number, at: (item: number, other: number) => number): void {
  if (isGreedy(partnerOf.length, others)) return
  // Equal items have equal sums; what only shares its sum is told apart below.
  const sumOf = (item: number): number => {
    let sum = 0
    for (let other = 0; other < others; other++) sum += at(item, other) * Math.sin(other + 1)
    return sum
  }
  const groups = Map.groupBy(partnerOf.keys(), sumOf)
  for (const [first = 0, ...more] of groups.values()) {
    const same = (item: number): boolean => {
      for (let other = 0; other < others; other++) if (at(item, other) !== at(first, other)) return false
      return true
    }
    const equal = [first, ...more.filter(same)]
    const partners = equal.map((item) => partnerOf[item] as number).filter((partner) => partner >= 0)
    partners.sort((a, b) => a - b)
    equal.forEach((item, index) => (partnerOf[item] = partners[index] ?? -1))
  }
}
