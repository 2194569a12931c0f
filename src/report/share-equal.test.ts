import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareEqual } from './share-equal.ts'

describe('sharing of equal parts', () => {
  it('changes nothing that can be read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (found, known) => {
        const before = JSON.stringify(known)
        expect(shareEqual(found, known)).toEqual(found)
        expect(JSON.stringify(known)).toBe(before)
      }),
    )
  })

  it('takes the known part wherever it is equal', () => {
    const known = { tokens: { input: 1 }, tags: ['a', 'b'], checks: [{ name: 'x' }, { name: 'y' }] }
    expect(shareEqual(structuredClone(known), known)).toBe(known)
    const shared = shareEqual({ ...structuredClone(known), checks: [{ name: 'x' }, { name: 'z' }] }, known)
    expect(shared.tokens).toBe(known.tokens)
    expect(shared.checks[0]).toBe(known.checks[0])
    expect(shared.checks[1]).toEqual({ name: 'z' })
  })

  it('does not take a list for an object, nor fewer keys for all', () => {
    expect(shareEqual<unknown>(['a'], { 0: 'a' })).toEqual(['a'])
    expect(shareEqual<unknown>({ a: 1 }, { a: 1, b: 2 })).toEqual({ a: 1 })
    const own = JSON.parse('{"__proto__":{"a":1}}') as object
    expect(JSON.stringify(shareEqual({ list: [own, 1] }, { list: [structuredClone(own), 2] }))).toBe('{"list":[{"__proto__":{"a":1}},1]}')
  })
})
