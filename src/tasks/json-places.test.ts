import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFaultAt } from './json-fault-at.ts'
import { jsonItemPlaces } from './json-item-places.ts'

test.each([
  ['{"q":', 5],
  ['{"q": b}', 6],
  ['{"a": 1,}', 8],
  ["{'a': 1}", 1],
  ['{"a": "x}', 6],
  ['{"a": 1} x', 9],
  ['{"a" 1}', 5],
  ['[1, 2', 5],
  ['[1, 02]', 4],
  ['[1, ]', 4],
  ['', 0],
  ['{"a": "\\x"}', 6],
  ['}', 0],
])('%s is broken at %i', (text, at) => expect(jsonFaultAt(text)).toBe(at))

test('what JSON.parse takes has no fault, and what it refuses has one', () => {
  const nearJson = fc.oneof(
    fc.json(),
    fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', 'true', ' ', '"')).map((parts) => parts.join('')),
  )
  fc.assert(fc.property(nearJson, (text) => (jsonFaultAt(text) === null) === parses(text)))
})

test('a string that never ends is refused in linear time', () => {
  expect(jsonFaultAt(`["${'a\\n'.repeat(1_000_000)}`)).toBe(1)
})

test('each item of an array has its place', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), (items, indent) => {
      const text = JSON.stringify(items, null, indent)
      const lines = text.split('\n')
      const places = jsonItemPlaces(text, 'f')
      expect(places).toHaveLength(items.length)
      for (const [index, { line, column }] of places.entries()) {
        const rest = [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('\n')
        expect(rest.startsWith(JSON.stringify(items[index], null, indent).split('\n')[0] as string)).toBe(true)
      }
    }),
  )
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
