import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { hashJson } from './hash-json.ts'

test('the order of keys does not matter', () => {
  expect(hashJson({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(hashJson({ b: { c: [1, 2] }, a: 1 }))
})

test('the order of items does', () => {
  expect(hashJson([1, 2])).not.toBe(hashJson([2, 1]))
})

test('canonical JSON parses back to the same value', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(JSON.parse(canonicalJson(value))) === canonicalJson(value)))
})
