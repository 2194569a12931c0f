import { expect, test } from 'vitest'
import { jsonText } from './json-text.ts'

test('a value as JSON; null for what is nested too deeply, and for what is no JSON', () => {
  const deep = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)) as unknown
  expect([{ a: [1, null] }, 'ä', deep, undefined, 1n].map(jsonText)).toEqual(['{"a":[1,null]}', '"ä"', null, null, null])
})
