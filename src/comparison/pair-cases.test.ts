import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairCases } from './pair-cases.ts'

const named = (id: string, caseHash = `hash of ${id}`) => ({ case: id, caseHash })
const shown = ({ pairs, onlyA, onlyB }: ReturnType<typeof pairCases>) => ({
  pairs: pairs.map(({ a, b, by }) => `${a.case} ${b.case} ${by}`),
  onlyA: onlyA.map((each) => each.case),
  onlyB: onlyB.map((each) => each.case),
})

test('cases are paired by hash, whatever they are called, and what is left by id', () => {
  const found = pairCases(
    [named('a'), named('b'), named('c'), named('gone')],
    [named('a'), named('renamed', 'hash of b'), named('c', 'edited'), named('new')],
  )
  expect(shown(found)).toEqual({ pairs: ['a a hash', 'b renamed hash', 'c c id'], onlyA: ['gone'], onlyB: ['new'] })
})

test('of several cases with one hash those with the same id belong together', () => {
  const found = pairCases([named('x', 'h'), named('y', 'h')], [named('y', 'h'), named('z', 'h')])
  expect(shown(found)).toEqual({ pairs: ['x z hash', 'y y hash'], onlyA: [], onlyB: [] })
})

test('every case is in exactly one place, and the order in which they come does not matter', () => {
  const cases = fc.uniqueArray(fc.record({ case: fc.string({ maxLength: 2 }), caseHash: fc.constantFrom('1', '2', '3') }), {
    selector: (each) => each.case,
  })
  fc.assert(
    fc.property(cases, cases, (a, b) => {
      const found = pairCases(a, b)
      expect([...found.pairs.map((pair) => pair.a), ...found.onlyA].map((each) => each.case).sort()).toEqual(
        a.map((each) => each.case).sort(),
      )
      expect([...found.pairs.map((pair) => pair.b), ...found.onlyB].map((each) => each.case).sort()).toEqual(
        b.map((each) => each.case).sort(),
      )
      expect(shown(pairCases(a.toReversed(), b.toReversed()))).toEqual(shown(found))
    }),
  )
})
