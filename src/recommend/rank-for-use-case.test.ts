import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TRAITS } from '../schema/use-case.ts'
import type { Trait } from '../schema/use-case.ts'
import type { ModelFacts, TaskResult } from './model-facts.ts'
import { logScale } from './part.ts'
import { rankForUseCase } from './rank-for-use-case.ts'

const result = (changed: Partial<TaskResult> = {}): TaskResult => ({
  task: 'a',
  metric: 'f1',
  value: 0.8,
  low: 0.7,
  high: 0.9,
  n: 20,
  runId: 'r',
  ...changed,
})

const facts = (changed: Partial<ModelFacts> = {}): ModelFacts => ({
  model: 'm',
  id: 'test:m',
  simulated: false,
  configured: true,
  results: [],
  cost: null,
  latency: null,
  contextTokens: null,
  traits: [],
  staysHere: null,
  ...changed,
})

const rank = (models: readonly ModelFacts[], traits: readonly Trait[] = [], tasks = ['a'], inputTokens: number | null = null) =>
  rankForUseCase(models, { traits, tasks, inputTokens })
const one = (...given: Parameters<typeof rank>) => rank(...given)[0] as ReturnType<typeof rank>[number]
const partOf = (ranked: ReturnType<typeof one>, name: string) => ranked.parts.find((part) => part.name === name)

describe('the worked example of docs/recommendations.md', () => {
  const small = facts({
    model: 'small',
    results: [result({ value: 0.8, low: 0.7, high: 0.88, n: 25 })],
    cost: { usd: 0.0005, from: 'measured' },
    latency: { ms: 1_200, n: 25 },
  })
  const large = facts({
    model: 'large',
    results: [result({ value: 0.9, low: 0.82, high: 0.95, n: 25 })],
    cost: { usd: 0.012, from: 'measured' },
    latency: { ms: 4_000, n: 25 },
  })
  const fresh = facts({ model: 'new', cost: { usd: 0.0001, from: 'by its price' } })
  const shown = (traits: Trait[]) =>
    rank([small, large, fresh], traits).map(({ model, score, low, high }) => [model, score.toFixed(3), low.toFixed(3), high.toFixed(3)])

  test('gives the figures that stand there', () => {
    expect(shown(['low-cost'])).toEqual([
      ['small', '0.787', '0.745', '0.820'],
      ['new', '0.688', '0.375', '1.000'],
      ['large', '0.667', '0.634', '0.688'],
    ])
    expect(shown([])).toEqual([
      ['small', '0.786', '0.744', '0.819'],
      ['large', '0.678', '0.645', '0.699'],
      ['new', '0.625', '0.250', '1.000'],
    ])
  })

  test('stands there with its figures', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/recommendations.md'), 'utf8')
    for (const [model, score, low, high] of shown(['low-cost']))
      expect(page).toMatch(new RegExp(`^\\| ${model} \\| .*\\*\\*${score}\\*\\* \\(${low}–${high}\\) \\|$`, 'm'))
    expect(page).toContain(
      shown([])
        .map(([model, score]) => `${model} ${score}`)
        .join(', '),
    )
  })
})

describe('what is not known', () => {
  test('is said, counts the middle and widens the range; it never counts 0', () => {
    const { score, low, high, parts } = one([facts()], ['long-context', 'private', 'vision'])
    expect([score, low, high]).toEqual([0.5, 0, 1])
    expect(parts.map(({ name, value, reason }) => `${name} ${value} ${reason}`)).toEqual([
      'history null never measured on this use case',
      'cost null no price is known',
      'latency null latency not measured',
      'long-context null context length not known',
      'private null where its server stands is not known',
      'vision null not known: `traits` of the model in the config may say',
    ])
  })

  test('of one task counts the middle for that task', () => {
    const part = partOf(one([facts({ results: [result({ n: 1_000_000, value: 1, low: 1, high: 1 })] })], [], ['a', 'b']), 'history')
    expect(part?.value).toBeCloseTo(0.75, 4)
    expect(part?.reason).toBe('a: f1 1.00 (1.00–1.00, n 1000000); 1 of 2 tasks not measured: 0.5 each')
  })

  test('of an interval is left out of the words and widens the range', () => {
    const part = partOf(one([facts({ results: [result({ low: null, high: null })] })]), 'history')
    expect(part).toMatchObject({ reason: 'a: f1 0.80 (n 20)', low: 2.5 / 25, high: (20 + 2.5) / 25 })
  })
})

test('reasons say the figures in words', () => {
  const known = facts({
    cost: { usd: 0.001234, from: 'by its price' },
    latency: { ms: 1_500, n: 9 },
    contextTokens: 128_000,
    traits: ['vision'],
    staysHere: true,
  })
  expect(one([known], ['long-context', 'private', 'vision']).parts.map(({ reason }) => reason)).toEqual([
    'never measured on this use case',
    '$0.0012 per answer, by its price',
    'median 1.5 s (n 9)',
    'context of 128,000 tokens',
    'nothing leaves this machine',
    'vision by the config',
  ])
  expect(partOf(one([known], ['long-context'], ['a'], 200_000), 'long-context')).toMatchObject({
    value: 0,
    reason: 'context of 128,000 tokens, less than a usual question of 200,000',
  })
  expect(partOf(one([facts({ staysHere: false })], ['private']), 'private')).toMatchObject({ value: 0, reason: 'asks a vendor' })
  expect(partOf(one([facts({ staysHere: false, traits: ['private'] })], ['private']), 'private')).toMatchObject({
    value: 1,
    reason: 'private by the config',
  })
})

test('a model that costs nothing costs least', () => {
  expect(partOf(one([facts({ cost: { usd: 0, from: 'x' } })]), 'cost')?.value).toBe(1)
  expect(partOf(one([facts({ latency: { ms: 0, n: 1 } })]), 'latency')?.value).toBe(1)
})

test('each doubling counts the same on a scale, and beyond its ends nothing more', () => {
  const scale = { worst: 8, best: 128 }
  expect([8, 16, 32, 64, 128, 1, 1_000].map((amount) => logScale(amount, scale))).toEqual(
    [0, 0.25, 0.5, 0.75, 1, 0, 1].map((value) => expect.closeTo(value, 12)),
  )
  expect(logScale(0.1, { worst: 10, best: 0.1 })).toBe(1)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const someResult = fc
  .record({ task: fc.constantFrom('a', 'b'), value: share, span: share, n: fc.integer({ min: 1, max: 200 }) })
  .map(({ value, span, ...rest }) => result({ ...rest, value, low: value * (1 - span), high: value + (1 - value) * span }))
const someFacts = fc
  .record({
    model: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    results: fc.uniqueArray(someResult, { selector: ({ task }) => task, maxLength: 2 }),
    cost: fc.option(fc.record({ usd: fc.double({ min: 0, max: 10, noNaN: true }), from: fc.constant('x') })),
    latency: fc.option(fc.record({ ms: fc.double({ min: 0, max: 100_000, noNaN: true }), n: fc.integer({ min: 1, max: 50 }) })),
    contextTokens: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
    traits: fc.subarray([...TRAITS]),
    staysHere: fc.option(fc.boolean()),
  })
  .map(facts)
const someModels = fc.uniqueArray(someFacts, { selector: ({ model }) => model, minLength: 1 })
const someTraits = fc.subarray([...TRAITS])
const TASKS = ['a', 'b']
const scoreOf = (model: ModelFacts, traits: Trait[]) => one([model], traits, TASKS).score

describe('whatever is known of models', () => {
  test('weights add up to 1, history is half, and each score lies within its range', () => {
    fc.assert(
      fc.property(someModels, someTraits, (models, traits) => {
        for (const { score, low, high, parts } of rank(models, traits, TASKS)) {
          expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
          expect(parts[0]).toMatchObject({ name: 'history', weight: 0.5 })
          for (const part of parts.slice(1)) expect(part.weight).toBeLessThan(0.5)
          expect(low).toBeLessThanOrEqual(score)
          expect(high).toBeGreaterThanOrEqual(score)
          expect([low >= 0, high <= 1]).toEqual([true, true])
        }
      }),
    )
  })

  test('the order does not depend on the order in which they come, and nobody is left out', () => {
    fc.assert(
      fc.property(someModels, someTraits, fc.array(fc.nat()), (models, traits, keys) => {
        const shuffled = models
          .map((model, index) => [keys[index] ?? 0, model] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, model]) => model)
        expect(rank(shuffled, traits.toReversed(), TASKS).map(({ model, score }) => [model, score])).toEqual(
          rank(models, traits, TASKS).map(({ model, score }) => [model, score]),
        )
        expect(rank(models, traits, TASKS)).toHaveLength(models.length)
      }),
    )
  })

  test('no score depends on which others are ranked', () => {
    fc.assert(
      fc.property(someModels, someTraits, (models, traits) => {
        for (const { model, score } of rank(models, traits, TASKS)) {
          const alone = models.find((each) => each.model === model) as ModelFacts
          expect(scoreOf(alone, traits)).toBe(score)
        }
      }),
    )
  })

  const better: [string, (model: ModelFacts, by: number) => ModelFacts][] = [
    [
      'more right answers',
      (model, by) => ({ ...model, results: model.results.map((each) => ({ ...each, value: each.value + (1 - each.value) * by })) }),
    ],
    ['a lower cost', (model, by) => ({ ...model, cost: model.cost && { ...model.cost, usd: model.cost.usd * (1 - by) } })],
    ['a lower latency', (model, by) => ({ ...model, latency: model.latency && { ...model.latency, ms: model.latency.ms * (1 - by) } })],
    ['a longer context', (model, by) => ({ ...model, contextTokens: model.contextTokens && Math.ceil(model.contextTokens * (1 + by)) })],
    ['a trait more', (model, by) => ({ ...model, traits: [...new Set([...model.traits, TRAITS[Math.floor(by * 7.99)] as Trait])] })],
    ['staying on the machine', (model) => ({ ...model, staysHere: model.staysHere === null ? null : true })],
  ]
  test.each(better)('%s at the same of everything else never ranks lower', (_, improved) => {
    fc.assert(
      fc.property(someModels, someTraits, share, (models, traits, by) => {
        const [first, ...others] = models as [ModelFacts, ...ModelFacts[]]
        const placeOf = (model: ModelFacts) => rank([model, ...others], traits, TASKS).findIndex((each) => each.model === first.model)
        expect(placeOf(improved(first, by))).toBeLessThanOrEqual(placeOf(first))
      }),
    )
  })

  test('more cases move a result that is better than the middle up, and one that is worse down', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (value, n, more) => {
        const at = (cases: number) => scoreOf(facts({ results: [result({ value, n: cases })] }), [])
        const change = at(n + more) - at(n)
        expect(value >= 0.5 ? change >= -1e-9 : change <= 1e-9).toBe(true)
      }),
    )
  })

  test('history counts most: with the same of everything else a better result wins over any one other part', () => {
    const good = facts({ model: 'good', results: [result({ value: 1, n: 500 })] })
    const cheap = facts({ model: 'cheap', results: [result({ value: 0, n: 500 })] })
    for (const trait of TRAITS) {
      const winning = { cost: { usd: 0, from: 'x' }, contextTokens: 2_000_000, staysHere: true, traits: [trait] }
      const losing = { cost: { usd: 5, from: 'x' }, contextTokens: 1_000, staysHere: false }
      const slow = { latency: { ms: 100_000, n: 5 } }
      const only =
        trait === 'low-latency'
          ? [{ latency: { ms: 1, n: 5 } }, slow]
          : trait === 'low-cost'
            ? [{ cost: winning.cost }, { cost: losing.cost }]
            : [winning, losing]
      expect(
        rank(
          [
            { ...cheap, ...only[0] },
            { ...good, ...only[1] },
          ],
          [trait],
        )[0]?.model,
      ).toBe('good')
    }
  })
})
