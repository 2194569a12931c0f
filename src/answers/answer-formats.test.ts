import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../schema/json.ts'
import { answerFormat, answerFormats } from './answer-formats.ts'
import { defineFormat } from './define-format.ts'

const read = (format: string, text: string) => answerFormat(format).read({ text, toolCalls: [] })
const goldProblem = (format: string, gold: Json, schema: JsonObject | null = null) => answerFormat(format).goldProblem(gold, schema)
const value = (found: Json) => ({ value: found, repaired: false, problem: null })

describe('answerFormats', () => {
  it('are text, json, lines and number', () => {
    expect(answerFormats.map(({ name, shape }) => [name, shape])).toEqual([
      ['text', 'single'],
      ['json', 'structured'],
      ['lines', 'structured'],
      ['number', 'single'],
    ])
  })

  it.each<[string, Json]>([
    ['text', 'a\nb'],
    ['json', { a: [1, null] }],
    ['lines', ['a', 'b']],
    ['number', -1.5],
  ])('%s reads what it writes', (format, written) => {
    expect(read(format, answerFormat(format).write(written))).toEqual(value(written))
  })

  it('write what is of another shape, too', () => {
    expect(answerFormat('text').write([1])).toBe('[1]')
    expect(answerFormat('lines').write('a')).toBe('a')
  })

  it('know the format that was meant', () => {
    expect(() => answerFormat('jsno')).toThrow(
      expect.objectContaining({ message: 'unknown format "jsno"', hint: 'did you mean json? legal: text, json, lines, number' }),
    )
    expect(() => answerFormat('spreadsheet')).toThrow(expect.objectContaining({ hint: 'legal: text, json, lines, number' }))
  })

  it('take a new one from defineFormat', () => {
    const shout = defineFormat({ ...answerFormat('text'), name: 'shout', read: ({ text }) => value(text.toUpperCase()) })
    expect(shout.read({ text: 'a', toolCalls: [] })).toEqual(value('A'))
  })
})

describe('text', () => {
  it('is the text as it is', () => {
    expect(read('text', ' <script>\u0000\ud800 ')).toEqual(value(' <script>\u0000\ud800 '))
    expect(read('text', '')).toEqual(value(''))
  })

  it('takes any gold, and a text that fits the schema', () => {
    expect(goldProblem('text', 'yes')).toBeNull()
    expect(goldProblem('text', 7)).toBeNull()
    expect(goldProblem('text', ['yes'])).toBeNull()
    expect(goldProblem('text', 'maybe', { enum: ['yes', 'no'] })).toBe(
      'the value must be equal to one of the allowed values (["yes","no"])',
    )
  })
})

describe('json', () => {
  it('is the JSON in the text', () => {
    expect(read('json', 'Sure:\n```json\n{"a": [1]}\n```')).toEqual(value({ a: [1] }))
    expect(read('json', 'null')).toEqual(value(null))
  })

  it('marks what was repaired', () => {
    expect(read('json', "{'a': 1,}")).toEqual({ value: { a: 1 }, repaired: true, problem: null })
  })

  it('says why nothing could be read', () => {
    expect(read('json', 'I do not know.')).toEqual({ value: undefined, repaired: false, problem: 'there is no JSON in the answer' })
  })

  it('takes gold that fits the schema', () => {
    const schema: JsonObject = { type: 'array', items: { type: 'number' } }
    expect(goldProblem('json', [1, 2], schema)).toBeNull()
    expect(goldProblem('json', { any: 'thing' })).toBeNull()
    expect(goldProblem('json', ['a', 2, 'b'], schema)).toBe('/0 must be number; /2 must be number')
  })
})

describe('lines', () => {
  it.each<[string, string[]]>([
    ['one\ntwo', ['one', 'two']],
    ['- one\n* two\n• three\n+ four', ['one', 'two', 'three', 'four']],
    ['1. one\n2) two\n(3) three', ['one', 'two', 'three']],
    ['- [x] done\n- [ ] open', ['done', 'open']],
    ['\r\n  one  \r\n\r\n two\r', ['one', 'two']],
    ['```\none\n```', ['one']],
    ['3.5 litres\n-5 degrees\n1.step', ['3.5 litres', '-5 degrees', '1.step']],
    ['', []],
  ])('%j has the lines %j', (text, lines) => expect(read('lines', text)).toEqual(value(lines)))

  it('takes gold that is a list of texts', () => {
    expect(goldProblem('lines', ['a'])).toBeNull()
    expect(goldProblem('lines', 'a')).toBe('expected a list of texts')
    expect(goldProblem('lines', [1])).toBe('expected a list of texts')
    expect(goldProblem('lines', ['a', ' '])).toBe('expected a list of texts, none of them empty')
    expect(goldProblem('lines', ['a'], { minItems: 2 })).toBe('the value must NOT have fewer than 2 items')
  })
})

describe('number', () => {
  it('is the last number in the text', () => {
    expect(read('number', '16 - 3 - 4 = 9, times $2.\nA: $1,018.00.')).toEqual(value(1018))
  })

  it('says that there is none', () => {
    expect(read('number', 'none')).toEqual({ value: undefined, repaired: false, problem: 'there is no number in the answer' })
  })

  it('takes gold that is a number, also as text', () => {
    expect(goldProblem('number', 5)).toBeNull()
    expect(goldProblem('number', '1,000')).toBeNull()
    expect(goldProblem('number', 'five')).toBe('expected a number')
    expect(goldProblem('number', '5', { minimum: 6 })).toBe('the value must be >= 6')
  })
})
