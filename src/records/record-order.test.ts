import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareNatural } from './record-order.ts'

test('numbers in names count as numbers', () => {
  const names = ['case-10', 'case-2', 'case-1', 'case', 'case-2b', 'Case-3', 'case-007', 'case-7']
  expect(names.sort(compareNatural)).toEqual(['case', 'case-1', 'case-2', 'case-2b', 'Case-3', 'case-007', 'case-7', 'case-10'])
})

test('the order is that of the collation, however names end', () => {
  const collator = new Intl.Collator('en', { numeric: true })
  const expected = (a: string, b: string) => (a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1))
  const name = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '-', '_', '.', ' ', '0', '1', '2', '9'), maxLength: 8 })
  const long = fc.tuple(name, fc.bigInt({ min: 0n, max: 10n ** 20n })).map(([head, tail]) => head + tail)
  const related = fc.tuple(name, name, name).map(([head, a, b]) => [head + a, head + b] as const)
  const pair = fc.oneof(
    related,
    fc.tuple(long, long),
    fc.tuple(name, fc.nat(), fc.nat()).map(([head, a, b]) => [head + a, head + b] as const),
  )
  fc.assert(
    fc.property(pair, ([a, b]) => Math.sign(compareNatural(a, b)) === Math.sign(expected(a, b))),
    { numRuns: 5_000 },
  )
})
