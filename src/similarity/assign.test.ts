import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { assign } from './assign.ts'
import { greatestAssignment } from './greatest-assignment.ts'

/** Most pairs, then the greatest total, by trying everything. */
function bruteForce(similarities: number[][], threshold: number): { pairs: number; total: number } {
  const search = (row: number, taken: number): { pairs: number; total: number } => {
    const values = similarities[row]
    if (!values) return { pairs: 0, total: 0 }
    let best = search(row + 1, taken)
    values.forEach((value, column) => {
      if (value < threshold || taken & (1 << column)) return
      const rest = search(row + 1, taken | (1 << column))
      const found = { pairs: rest.pairs + 1, total: rest.total + value }
      if (found.pairs > best.pairs || (found.pairs === best.pairs && found.total > best.total + 1e-12)) best = found
    })
    return best
  }
  return search(0, 0)
}

const matrix = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.constantFrom(0, 0.3, 0.5, 0.84, 0.85, 0.86, 0.9, 0.95, 1), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
)

test('as many pairs and as great a total as brute force finds', () => {
  fc.assert(
    fc.property(matrix, fc.constantFrom(0.3, 0.5, 0.85), (similarities, threshold) => {
      const pairs = assign(similarities, threshold)
      const best = bruteForce(similarities, threshold)
      expect(pairs).toHaveLength(best.pairs)
      expect(pairs.reduce((sum, pair) => sum + pair.similarity, 0)).toBeCloseTo(best.total, 9)
      expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length)
      expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length)
      for (const { row, column, similarity } of pairs) expect(similarities[row]?.[column]).toBe(similarity)
      for (const { similarity } of pairs) expect(similarity).toBeGreaterThanOrEqual(threshold)
    }),
    { numRuns: 500 },
  )
})

test('one pair more outweighs a greater similarity', () => {
  const pairs = assign(
    [
      [1, 0.85],
      [0.85, 0],
    ],
    0.85,
  )
  expect(pairs.map(({ row, column }) => [row, column])).toEqual([
    [0, 1],
    [1, 0],
  ])
})

test('of equal items the first are paired, in order', () => {
  expect(assign([[1], [1], [1]], 0.9)).toEqual([{ row: 0, column: 0, similarity: 1 }])
  expect(assign([[1, 1, 1]], 0.9)).toEqual([{ row: 0, column: 0, similarity: 1 }])
  expect(
    assign(
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      0.9,
    ).map(({ row, column }) => [row, column]),
  ).toEqual([
    [0, 0],
    [1, 1],
  ])
})

test('nothing pairs with nothing, below the threshold, or with what is no number', () => {
  expect([assign([], 0.5), assign([[]], 0.5), assign([[0.4]], 0.5), assign([[Number.NaN, Infinity]], 0.5)]).toEqual([[], [], [], []])
})

test('hundreds of items that are all alike are assigned exactly', () => {
  const random = seededRandom('dense')
  const similarities = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 0.9 + random.next() / 10))
  expect(assign(similarities, 0.85)).toHaveLength(300)
}, 30_000)

test('beyond 2,000 items the most similar free pair is taken first', () => {
  const similarities = Array.from({ length: 2_001 }, (_, row) => (row === 2_000 ? [1, 0.85] : row === 0 ? [0.9, 0] : [0, 0]))
  expect(assign(similarities, 0.85)).toEqual([{ row: 2_000, column: 0, similarity: 1 }])
  expect(assign(similarities.slice(1_000).concat([[0.9, 0]]), 0.85)).toHaveLength(2)
})

test('either side may be the longer one', () => {
  const weights = [[1, 5, 2]]
  expect(greatestAssignment(1, 3, (row, column) => weights[row]?.[column] ?? 0)).toEqual([[0, 1]])
  expect(greatestAssignment(3, 1, (row, column) => weights[column]?.[row] ?? 0)).toEqual([[1, 0]])
  expect(greatestAssignment(0, 3, () => 1)).toEqual([])
})
