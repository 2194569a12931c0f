import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckResult } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { caseAgreement } from './case-agreement.ts'
import { checkWeights } from './check-weights.ts'
import { trialIngredients } from './trial-ingredients.ts'

const kindOf = (kind: string) => {
  if (kind === 'judge') return { instruction: true, expense: 'judge' as const }
  return kind === 'unknown' ? null : { instruction: kind !== 'latency', expense: 'cheap' as const }
}

const ingredients = (value: Json | undefined, gold: Json | undefined, pairing: Pairing | null = null, format = 'json', text = '') =>
  trialIngredients({ answer: { text }, reading: { value, repaired: false, problem: null }, gold, format, pairing, checks: [], kindOf })

const counts = async (value: Json | undefined, gold: Json, pairing: Pairing | null = null) => {
  const { items } = await ingredients(value, gold, pairing)
  return items && [items.truePositives, items.falsePositives, items.falseNegatives]
}

const fieldCounts = async (value: Json, gold: Json, pairing: Pairing) => {
  const { items } = await ingredients(value, gold, pairing)
  return items && [items.truePositives, items.falsePositives, items.falseNegatives, items.fieldsAgreeing, items.fieldsCompared]
}

test('lists pair whole items, normalised; a second copy is a false positive', async () => {
  expect(await counts(['A.', 'b', 'b', 'x'], ['a', 'b', 'c'])).toEqual([2, 2, 1])
  expect(await counts([{ n: 1, t: 'X' }], [{ t: 'x', n: '1.0' }])).toEqual([1, 0, 0])
})

test('empty answer, empty gold, both empty, no value', async () => {
  expect(await counts([], ['a', 'b'])).toEqual([0, 0, 2])
  expect(await counts(['a', 'b'], [])).toEqual([0, 2, 0])
  expect(await counts([], [])).toEqual([0, 0, 0])
  expect(await counts(undefined, ['a'])).toEqual([0, 0, 1])
  expect(await counts(null, ['a'])).toEqual([0, 0, 1])
  expect(await counts('a', ['a'])).toEqual([1, 0, 0])
})

test('items are paired by key, and a pair that disagrees is wrong on both sides', async () => {
  const pairing: Pairing = {
    key: 'title',
    by: 'normalized',
    compare: [
      { path: 'start_time', by: 'time', tolerance: 5 },
      { path: 'note', by: 'normalized' },
    ],
  }
  const gold: Json = [
    { title: 'Light reactions', start_time: '01:10', note: 'a' },
    { title: 'Calvin cycle', start_time: 300 },
  ]
  expect(
    await fieldCounts(
      [{ title: 'light reactions', start_time: 74, note: 'A' }, { title: 'Calvin cycle!', start_time: '05:20' }, { title: 'Extra' }],
      gold,
      pairing,
    ),
  ).toEqual([1, 2, 1, 2, 3])
  expect(await fieldCounts([{ title: 'light reactions', start_time: '1:10' }], gold, pairing)).toEqual([0, 1, 2, 1, 2])
})

test.each<[string, NonNullable<Pairing['compare']>[number], Json, Json, boolean]>([
  ['exact', { path: 'v', by: 'exact' }, 'A', 'a', false],
  ['exact lists', { path: 'v', by: 'exact' }, ['a'], ['a'], true],
  ['normalized', { path: 'v', by: 'normalized' }, ' A. ', 'a', true],
  ['fuzzy', { path: 'v', by: 'fuzzy' }, 'photosynthesis', 'fotosynthesis', true],
  ['fuzzy with a threshold', { path: 'v', by: 'fuzzy', threshold: 0.99 }, 'photosynthesis', 'fotosynthesis', false],
  ['semantic', { path: 'v', by: 'semantic' }, 'How old are you?', 'What is your age?', true],
  ['number', { path: 'v', by: 'number' }, '12.50', 12.5, true],
  ['number with tolerance', { path: 'v', by: 'number', tolerance: 0.1 }, 0.3, 0.1 + 0.1, true],
  ['number beyond its tolerance', { path: 'v', by: 'number', tolerance: 0.1 }, 12.7, 12.5, false],
  ['number that is none', { path: 'v', by: 'number' }, 'n/a', 'N/A', true],
  ['time', { path: 'v', by: 'time', tolerance: 2 }, '00:01:02', 60, true],
  ['time that is none', { path: 'v', by: 'time' }, 'noon', 60, false],
  ['a missing field', { path: 'v', by: 'normalized' }, '', 'a', false],
  ['a missing field that gold lacks', { path: 'v', by: 'normalized' }, '', null, true],
  ['a nested field', { path: '$.v[1]', by: 'number' }, [1, 2], [3, 2], true],
])('fields compared: %s', async (_, compare, answer, gold, agrees) => {
  const pairing: Pairing = { key: 'k', by: 'exact', compare: [compare] }
  expect(await counts([{ k: 1, v: answer }], [{ k: 1, v: gold }], pairing)).toEqual(agrees ? [1, 0, 0] : [0, 1, 1])
})

test('fuzzy and semantic pairing find what is worded otherwise, each by its threshold', async () => {
  expect(await counts(['photosynthesis', 'tax'], ['fotosynthesis'], { by: 'fuzzy' })).toEqual([1, 1, 0])
  expect(await counts(['photosynthesis'], ['fotosynthesis'], { by: 'fuzzy', threshold: 0.95 })).toEqual([0, 1, 1])
  expect(await counts(['What is your age?', 'tax law'], ['How old are you?'], { by: 'semantic' })).toEqual([1, 1, 0])
  expect(await counts([], [], { by: 'semantic' })).toEqual([0, 0, 0])
})

test('items may lie at a path, and have several keys', async () => {
  const pairing: Pairing = { items: '$.line_items[*]', key: ['name', 'size'], by: 'fuzzy' }
  const gold = {
    line_items: [
      { name: 'bolt', size: 'large' },
      { name: 'bolt', size: 'small' },
    ],
  }
  expect(
    await counts(
      {
        line_items: [
          { name: 'Bolt', size: 'small' },
          { name: 'bolt', size: 'tiny' },
        ],
      },
      gold,
      pairing,
    ),
  ).toEqual([1, 1, 1])
  expect(await counts({ line_items: [{ name: 'bolt', size: 'large' }] }, gold, { ...pairing, items: 'line_items' })).toEqual([1, 0, 1])
  await expect(counts({}, gold, { ...pairing, items: '$[' })).rejects.toMatchObject({ kind: 'config' })
})

test('more than 2,000 items are paired greedily, and that is kept', async () => {
  const many = Array.from({ length: 2_001 }, (_, i) => `number ${i}`)
  const { items } = await ingredients(many, ['number 7'], { by: 'fuzzy', threshold: 1 })
  expect(items).toMatchObject({ truePositives: 1, falsePositives: 2_000, greedy: true })
  const long = Array.from({ length: 1_500 }, (_, i) => `${i} ${'x'.repeat(150)}`)
  expect((await ingredients(long, long, { by: 'fuzzy' })).items).toMatchObject({ truePositives: 1_500, greedy: true })
  expect((await ingredients(many, many, { by: 'semantic' })).items).toMatchObject({ truePositives: 2_001, greedy: true })
  expect((await ingredients(many, many)).items).toMatchObject({ truePositives: 2_001, falsePositives: 0 })
})

test('an object is paired field by field: left out, invented, different', async () => {
  const gold = {
    number: 'INV-1',
    total: 467.5,
    tax: null,
    buyer: { name: 'Ann' },
    lines: [
      { d: 'x', q: 2 },
      { d: 'y', q: 1 },
    ],
  }
  expect(await counts(structuredClone(gold), gold)).toEqual([5, 0, 0])
  const answer = { number: 'inv-1', total: '468', tax: 0, lines: [{ q: 2, d: 'X' }] }
  const { items, single } = await ingredients(answer, gold)
  expect(items).toEqual({ truePositives: 2, falsePositives: 2, falseNegatives: 3, fieldsAgreeing: 1, fieldsCompared: 2 })
  expect(single).toBeNull()
  expect(await counts('nonsense', gold)).toEqual([0, 1, 5])
})

test.each<[string, Json | undefined, Json, boolean, boolean]>([
  ['text', 'Billing.', 'billing', true, false],
  ['text', 'bug', 'billing', false, false],
  ['text', '  ', 'billing', false, true],
  ['text', '', null, true, true],
  ['text', '42.0', 42, true, false],
  ['number', 18, '18', true, false],
  ['number', 1234, '1,234', true, false],
  ['number', 0.1 + 0.2, 0.3, true, false],
  ['number', 17, 18, false, false],
  ['number', undefined, 18, false, true],
  ['json', true, true, true, false],
  ['json', [], 'x', false, true],
])('%s: %j against gold %j', async (format, value, gold, right, empty) => {
  expect((await ingredients(value, gold, null, format)).single).toEqual({ right, empty })
})

test('a failed answer is wrong and empty; without gold there is nothing', async () => {
  const failed = { answer: null, reading: { value: undefined, repaired: false, problem: 'x' }, pairing: null, checks: [], kindOf }
  expect(await trialIngredients({ ...failed, gold: 'a', format: 'text' })).toMatchObject({
    single: { right: false, empty: true },
    items: null,
    label: null,
  })
  expect(await trialIngredients({ ...failed, gold: null, format: 'text' })).toMatchObject({ single: { right: false, empty: true } })
  expect(await trialIngredients({ ...failed, gold: ['a'], format: 'json' })).toMatchObject({
    items: { truePositives: 0, falsePositives: 0, falseNegatives: 1 },
  })
  expect(await trialIngredients({ ...failed, gold: undefined, format: 'json' })).toMatchObject({ items: null, single: null })
})

test('a refusal is counted where semantic pairing would need a model', async () => {
  const refused = {
    answer: null,
    reading: { value: undefined, repaired: false, problem: 'x' },
    pairing: { by: 'semantic' as const },
    checks: [],
    kindOf,
  }
  expect((await trialIngredients({ ...refused, gold: ['a', 'b'], format: 'json' })).items).toMatchObject({ falseNegatives: 2 })
})

test('hostile answers are read like any other', async () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json
  expect(await counts(deep, ['a'])).toEqual([0, 0, 1])
  expect(
    await counts(JSON.parse('[{"__proto__":{"title":"a"},"constructor":1}]') as Json, [{ title: 'a' }], { key: 'title', by: 'exact' }),
  ).toEqual([0, 1, 1])
  expect(await counts(JSON.parse('{"__proto__":"a"}') as Json, JSON.parse('{"__proto__":"a"}') as Json)).toEqual([1, 0, 0])
})

test('counts add up for any answer', async () => {
  const json = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c', 1, 2, true), fc.jsonValue()), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(json, json, fc.constantFrom<Pairing['by']>('exact', 'normalized', 'fuzzy'), async (answer, gold, by) => {
      const { items } = await ingredients(answer as Json, gold as Json, { by })
      if (!items) return false
      const wanted = (gold as Json[]).filter((item) => item !== null).length
      const found = (answer as Json[]).filter((item) => item !== null).length
      return items.truePositives + items.falsePositives === found && items.truePositives + items.falseNegatives === wanted
    }),
  )
})

test('checks weigh 4, 2 and 1; undecided ones, latency and judges are left out', () => {
  const check = (kind: string, severity: CheckResult['severity'], verdict: CheckResult['verdict']): CheckResult => ({
    name: kind,
    kind,
    severity,
    verdict,
    message: '',
  })
  const results = [
    check('json', 'critical', 'passed'),
    check('regex', 'warning', 'failed'),
    check('unknown', 'info', 'passed'),
    check('length', 'critical', 'undecided'),
    check('latency', 'critical', 'failed'),
    check('judge', 'critical', 'failed'),
  ]
  expect(checkWeights(results, kindOf)).toEqual({
    instructions: { passedWeight: 5, decidedWeight: 7 },
    quality: { passedWeight: 5, decidedWeight: 11 },
  })
  expect(checkWeights([], kindOf).quality).toEqual({ passedWeight: 0, decidedWeight: 0 })
})

const agreement = async (values: (Json | undefined)[], pairing: Pairing | null = null, texts: string[] = []) => {
  const trials = await Promise.all(
    values.map(async (value, index) => {
      const text = texts[index] ?? (typeof value === 'string' ? value : '')
      return { answer: { text }, reading: { value }, ingredients: await ingredients(value, undefined, pairing, 'text', text) }
    }),
  )
  return caseAgreement(trials, { pairing })
}

test('agreement of labels, lists, objects and prose', async () => {
  expect(await agreement(['a', 'A', 'b'])).toBeCloseTo(1 / 3, 12)
  expect(await agreement([3, 3])).toBe(1)
  expect(
    await agreement([
      ['x', 'y'],
      ['y', 'z'],
    ]),
  ).toBe(0.5)
  expect(await agreement([[], []])).toBe(1)
  expect(await agreement([['x'], undefined])).toBe(0)
  expect(
    await agreement([
      { a: 1, b: 2 },
      { b: 2, a: 3 },
    ]),
  ).toBe(0.5)
  const prose = 'the light reactions make the energy '.repeat(4)
  expect(await agreement([prose, prose])).toBe(1)
  expect(await agreement([prose, 'something else entirely'.repeat(6)])).toBeLessThan(0.2)
})

test('agreement needs two answers, and pairs by the task’s own keys', async () => {
  expect(await agreement(['a'])).toBeNull()
  expect(await agreement([])).toBeNull()
  expect(await agreement([[{ t: 'Kitten', x: 1 }], [{ t: 'kittens', x: 2 }]], { key: 't', by: 'fuzzy' })).toBe(1)
  expect(await agreement([[{ t: 'kitten' }], [{ t: 'kitten' }]], { key: 't', by: 'semantic' })).toBe(1)
})
