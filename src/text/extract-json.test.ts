import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../schema/json.ts'
import { extractJson } from './extract-json.ts'

const NONE = 'there is no JSON in the answer'

describe('extractJson', () => {
  it.each<[string, Json]>([
    ['{"a": 1}', { a: 1 }],
    ['  [1, 2]\n', [1, 2]],
    ['\uFEFF{"a": 1}', { a: 1 }],
    ['12', 12],
    ['"text"', 'text'],
    ['null', null],
    ['false', false],
    ['```json\n{"a": 1}\n```', { a: 1 }],
    ['```json {"a": 1} ```', { a: 1 }],
    ['Sure:\r\n```\r\n[1]\r\n```\r\nDone.', [1]],
    ['```python\nprint(1)\n```\n```json\n[1]\n```', [1]],
    ['Here it is: {"a": {"b": []}} as you asked.', { a: { b: [] } }],
    ['As said in [1], the answer is {"title": "x"}.', { title: 'x' }],
    ['[see {"a": 1} for more]', { a: 1 }],
    ['{"a": 1}\n{"a": 2, "b": 3}', { a: 2, b: 3 }],
    ['Note { not closed, then [1, 2, 3].', [1, 2, 3]],
    ['She said "no [idea" and then {"a": "}"}.', { a: '}' }],
    ['{"a": 1}}', { a: 1 }],
    ['{"a": "<script>\\u0000\\ud800"} ', { a: '<script>\u0000\ud800' }],
  ])('reads %j as %j', (text, value) => expect(extractJson(text)).toEqual({ value, repaired: false }))

  it.each<[string, Json]>([
    ["{'a': 1,}", { a: 1 }],
    ['{a: "x"}', { a: 'x' }],
    ['{"a": True, "b": None}', { a: true, b: null }],
    ['// the answer\n{"a": 1, // one\n"b": 2}', { a: 1, b: 2 }],
    ['{"a": "line\nbreak"}', { a: 'line\nbreak' }],
    ['```json\n{"a": [1, 2', { a: [1, 2] }],
    ['Here: [{"a": 1}, {"a": 2}, {"a"', [{ a: 1 }, { a: 2 }, { a: null }]],
    ["As said in [1], the answer is {'title': 'x'}.", { title: 'x' }],
  ])('repairs %j to %j', (text, value) => expect(extractJson(text)).toEqual({ value, repaired: true }))

  it.each<[string, string]>([
    ['', 'the answer is empty'],
    [' \n ', 'the answer is empty'],
    ['I do not know.', NONE],
    ['The set {1, 2} and \\frac{1}{2}', NONE],
    ['undefined', NONE],
    ['\u0000\u001b[31m', NONE],
    ['```', NONE],
    ['{"a": "\\u12x"}', 'the JSON in the answer is broken beyond repair'],
  ])('finds nothing in %j', (text, problem) => expect(extractJson(text)).toEqual({ value: undefined, problem }))

  it('keeps keys named as prototypes as data', () => {
    const found = extractJson('{"__proto__": {"admin": true}, "constructor": 1}')
    expect(Object.keys(found.value as object)).toEqual(['__proto__', 'constructor'])
    expect((found.value as { admin?: boolean }).admin).toBeUndefined()
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('refuses what is nested too deep', () => {
    const problem = 'the JSON in the answer is nested deeper than 500 levels'
    for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(1_000_000), '['.repeat(600) + ']'.repeat(600)])
      expect(extractJson(text)).toEqual({ value: undefined, problem })
    expect(extractJson('['.repeat(400) + ']'.repeat(400))).toMatchObject({ repaired: false })
  })

  it('reads 10 MB, and refuses more than 32 MB', () => {
    const list = Array.from({ length: 100_000 }, () => 'x'.repeat(100))
    expect(extractJson(`Here: ${JSON.stringify(list)}`)).toEqual({ value: list, repaired: false })
    expect(extractJson('x'.repeat(32 * 1024 * 1024 + 1))).toEqual({
      value: undefined,
      problem: 'the answer has 33554433 characters, more than the 33554432 that are read as JSON',
    })
  })

  it('does not repair long texts', () => {
    expect(extractJson(`[${"{'a': 1},".repeat(10_000)}`)).toEqual({
      value: undefined,
      problem: 'the JSON in the answer is broken, and has 90001 characters, more than the 65536 that are repaired',
    })
  })

  it.each([['x [ '], ['x [] '], ['x [a] '], ['x } '], ['```'], ['[a'], ['"['], ['{1}']])('takes linear time on megabytes of %j', (part) => {
    expect(extractJson(`x ${part.repeat(500_000)}`)).toBeDefined()
  })

  it('reads any JSON with prose around it, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue(), { minLength: 1 }), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value)
        expect(extractJson(`The answer follows.\n${text}\nThat is all.`)).toEqual({ value: JSON.parse(text), repaired: false })
      }),
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void extractJson(text)))
    fc.assert(fc.property(fc.stringMatching(/^[[\]{}"',:a1\\ \n`]{0,60}$/), (text) => void extractJson(text)))
  })
})
