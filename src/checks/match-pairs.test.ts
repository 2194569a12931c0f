import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchInOrder, matchPairs } from './match-pairs.ts'

const agree = (table: readonly (readonly number[])[]) => (row: number, column: number) => (table[row] ?? []).includes(column)

describe('matchPairs', () => {
  it('moves a row to its other column where that makes room', () => {
    expect(matchPairs(2, 2, agree([[0, 1], [0]]))).toEqual([1, 0])
    expect(matchPairs(3, 2, agree([[0], [0], [0, 1]]))).toEqual([0, null, 1])
    expect(matchPairs(0, 3, () => true)).toEqual([])
  })

  it('pairs as many as possible, none twice', () => {
    const tables = fc.array(fc.uniqueArray(fc.nat(3), { maxLength: 3 }), { maxLength: 4 })
    const most = (table: number[][], row: number, used: number[]): number =>
      row === table.length
        ? 0
        : Math.max(
            most(table, row + 1, used),
            ...(table[row] as number[])
              .filter((column) => !used.includes(column))
              .map((column) => 1 + most(table, row + 1, [...used, column])),
          )
    fc.assert(
      fc.property(tables, (table) => {
        const columns = matchPairs(table.length, 4, agree(table)).filter((column) => column !== null)
        expect(new Set(columns).size).toBe(columns.length)
        expect(columns.length).toBe(most(table, 0, []))
      }),
    )
  })
})

describe('matchInOrder', () => {
  it('takes columns in rising order', () => {
    expect(
      matchInOrder(
        2,
        3,
        agree([
          [0, 1],
          [0, 2],
        ]),
      ),
    ).toEqual([0, 2])
    expect(matchInOrder(2, 3, agree([[2], [0]]))).toEqual([2, null])
  })
})
