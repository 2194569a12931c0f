import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json, JsonObject } from '../../schema/json.ts'
import { seededRandom } from '../../random/seeded-random.ts'
import { mutatingWith, slack } from '../testing/simulated.ts'
import { alterNumber } from './alter-number.ts'
import { alterText } from './alter-text.ts'
import { alterValue } from './alter-value.ts'
import { breakJson } from './break-json.ts'
import { inventValue } from './invent-value.ts'
import { mutateItems } from './mutate-items.ts'
import { mutateObject } from './mutate-object.ts'
import { mutateScalar } from './mutate-scalar.ts'
import { mutateText } from './mutate-text.ts'

const RUNS = 4_000
const list = Array.from({ length: 5 }, (_, index) => ({ title: `Item number ${index}`, start: `0${index}:10` }))
const object = { number: 'A-17', date: '2025-03-01', total: 120.5, paid: true, note: null, lines: [] }

function near(count: number, n: number, rate: number): void {
  expect(Math.abs(count / n - rate)).toBeLessThanOrEqual(slack(rate, n))
}

test('items are left out, invented and altered at their rates, each by itself', () => {
  let [omitted, invented, altered] = [0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    omitted += list.length - mutateItems(list, mutatingWith({ omit: 0.1 }, run)).length
    invented += mutateItems(list, mutatingWith({ invent: 0.2 }, run)).length - list.length
    altered += mutateItems(list, mutatingWith({ alter: 0.3 }, run)).filter(
      (item, index) => canonicalJson(item) !== canonicalJson(list[index]),
    ).length
  }
  near(omitted, RUNS * list.length, 0.1)
  near(invented, RUNS * list.length, 0.2)
  near(altered, RUNS * list.length, 0.3)
})

test('an empty list may get one invented item', () => {
  expect(mutateItems([], mutatingWith({ invent: 1 }))).toHaveLength(1)
  expect(mutateItems([], mutatingWith({ omit: 1, alter: 1 }))).toEqual([])
})

test('an object goes wrong at its rates per answer', () => {
  let [omitted, invented, altered] = [0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    const count = Object.keys(object).length
    omitted += count - Object.keys(mutateObject(object, mutatingWith({ omit: 0.1 }, run))).length
    invented += Number(canonicalJson(mutateObject(object, mutatingWith({ invent: 0.2 }, run))) !== canonicalJson(object))
    altered += Number(canonicalJson(mutateObject(object, mutatingWith({ alter: 0.3 }, run))) !== canonicalJson(object))
  }
  near(omitted, RUNS, 0.1)
  near(invented, RUNS, 0.2)
  near(altered, RUNS, 0.3)
})

test('an object that only holds a list goes wrong per item', () => {
  expect(mutateObject({ items: list }, mutatingWith({ omit: 1 }))).toEqual({ items: [] })
})

test('an altered value is never the value, and keeps its kind', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), (value, seed) => {
      const altered = alterValue(value as Json, mutatingWith({}, seed), undefined)
      expect(canonicalJson(altered)).not.toBe(canonicalJson(value))
      expect(typeof altered).toBe(value === null ? 'string' : typeof value)
    }),
  )
})

test('an altered number is another finite number with as many decimals', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(3), fc.nat(), (integer, decimals, seed) => {
      const value = integer / 10 ** decimals
      const altered = alterNumber(value, seededRandom(seed))
      expect(altered).not.toBe(value)
      expect(Number.isFinite(altered)).toBe(true)
      expect(Number(altered.toFixed(decimals))).toBe(altered)
    }),
  )
})

test('the largest number has another finite number too', () => {
  for (let seed = 0; seed < 20; seed++) expect(Number.isFinite(alterNumber(Number.MAX_VALUE, seededRandom(seed)))).toBe(true)
})

test('a clock time stays a clock time, a date a date, a code keeps its shape', () => {
  for (let seed = 0; seed < 200; seed++) {
    expect(alterText('12:34', mutatingWith({}, seed))).toMatch(/^\d\d:[0-5]\d$/)
    expect(alterText('1:59:50', mutatingWith({}, seed))).toMatch(/^[12]:[0-5]\d:[0-5]\d$/)
    expect(new Date(alterText('2024-02-29', mutatingWith({}, seed))).toISOString().slice(0, 10)).not.toBe('2024-02-29')
    expect(alterText('INV-2024-77', mutatingWith({}, seed))).toMatch(/^INV-\d{4}-\d\d$/)
  }
})

test("another of the schema's values is chosen where it lists them", () => {
  const schema = { properties: { label: { enum: ['billing', 'bug', 'other'] } } } as JsonObject
  for (let seed = 0; seed < 50; seed++) {
    expect(mutateObject({ label: 'bug', id: 1 }, mutatingWith({ alter: 1 }, seed, schema))).toSatisfy(
      ({ label, id }: JsonObject) => (id !== 1 && label === 'bug') || label === 'billing' || label === 'other',
    )
  }
})

test('keys named __proto__ stay plain keys', () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": "yes, very"}, "a": "b"}') as JsonObject
  for (let seed = 0; seed < 50; seed++) mutateObject(hostile, mutatingWith({ alter: 1, invent: 1, omit: 0.5 }, seed))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('an invented value has the shape of its model and other words', () => {
  const invented = inventValue(list[0] as Json, mutatingWith({})) as JsonObject
  expect(Object.keys(invented)).toEqual(['title', 'start'])
  expect(invented['title']).not.toBe(list[0]?.title)
  expect(invented['start']).toMatch(/^\d\d:\d\d$/)
})

test('single values go wrong at their rates: null, made up, altered', () => {
  let [omitted, wrong] = [0, 0]
  for (let run = 0; run < RUNS; run++) {
    const value = mutateScalar(42, mutatingWith({ omit: 0.1, invent: 0.05, alter: 0.2 }, run))
    if (value === null) omitted++
    else if (value !== 42) wrong++
  }
  near(omitted, RUNS, 0.1)
  near(wrong, RUNS, 0.9 * (1 - 0.95 * 0.8))
})

test('a label is left empty, replaced or misspelt; a longer text loses, gains or changes a sentence', () => {
  expect(mutateText('billing', mutatingWith({ omit: 1 }))).toBe('')
  expect(mutateText('billing', mutatingWith({ alter: 1 }))).not.toBe('billing')
  expect(mutateText('billing', mutatingWith({ invent: 1 }))).toMatch(/^\p{L}+$/u)
  const text = 'The river is long. The boat is small. The man is old.'
  const sentences = (mistakes: object) => mutateText(text, mutatingWith(mistakes)).match(/\./g)?.length
  expect([sentences({ omit: 1 }), sentences({ invent: 1 }), sentences({ alter: 1 })]).toEqual([2, 4, 3])
  expect(mutateText(text, mutatingWith({ alter: 1 }))).not.toBe(text)
  expect(mutateText(text, mutatingWith({}))).toBe(text)
})

test('JSON is spoilt in four ways', () => {
  const json = JSON.stringify(list)
  const seen = new Set<string>()
  for (let seed = 0; seed < 60; seed++) {
    const broken = breakJson(json, seededRandom(seed))
    expect(() => JSON.parse(broken)).toThrow(SyntaxError)
    seen.add(broken.startsWith('Here') ? 'prose' : broken.startsWith('```') ? 'fence' : broken.endsWith(',]') ? 'comma' : 'cut')
  }
  expect(seen).toEqual(new Set(['prose', 'fence', 'comma', 'cut']))
})
