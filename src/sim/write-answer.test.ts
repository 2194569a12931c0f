import { expect, test } from 'vitest'
import { mutatingWith } from './testing/simulated.ts'
import { writeAnswer } from './write-answer.ts'

const clean = (gold: Parameters<typeof writeAnswer>[0], format: string) => writeAnswer(gold, format, mutatingWith({}))

test('gold is written in its format', () => {
  expect(clean([{ a: 1 }], 'json')).toBe('[{"a":1}]')
  expect(clean('bug', 'json')).toBe('"bug"')
  expect(clean(['one', 'two'], 'lines')).toBe('one\ntwo')
  expect(clean('one\ntwo', 'lines')).toBe('one\ntwo')
  expect(clean(42, 'number')).toBe('42')
  expect(clean('42.5', 'number')).toBe('42.5')
  expect(clean('billing', 'text')).toBe('billing')
  expect(clean({ article: 'returns', days: 14 }, 'text')).toBe('returns, 14')
})

test("a plugin's format gets text for a text and JSON for anything else", () => {
  expect(clean('a: 1', 'yaml')).toBe('a: 1')
  expect(clean({ a: 1 }, 'yaml')).toBe('{"a":1}')
})

test('every format has its own way to be broken', () => {
  const broken = (gold: Parameters<typeof writeAnswer>[0], format: string) => writeAnswer(gold, format, mutatingWith({ breakFormat: 1 }))
  expect(() => JSON.parse(broken({ a: [1] }, 'json'))).toThrow(SyntaxError)
  expect(broken(['one', 'two'], 'lines')).toBe('one; two')
  expect(broken(42, 'number')).toMatch(/^42, or perhaps \d+$/)
  expect(broken('billing', 'text')).toMatch(/^Sure! Here is my answer:\n\n"billing"/)
})

test('a number that is left out is words without a number', () => {
  expect(writeAnswer(42, 'number', mutatingWith({ omit: 1 }))).toBe('I could not work this out.')
})
