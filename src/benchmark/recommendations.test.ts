import { expect, test } from 'vitest'
import type { SweepCurve } from '../schema/benchmark-report.ts'
import { recommendBatching } from './recommend-batching.ts'
import { recommendConcurrency } from './recommend-concurrency.ts'
import { recommendModel } from './recommend-model.ts'
import { recommendOutputLimit } from './recommend-output-limit.ts'
import { recommendPromptCaching } from './recommend-prompt-caching.ts'
import { recommendPromptTokens } from './recommend-prompt-tokens.ts'
import { recommendationsFrom } from './recommendations.ts'
import { cellOf, factsOf, lengthsOf, modelOf, scenarioOf } from './testing/advised-run.ts'

const texts = (found: { text: string }[]) => found.map(({ text }) => text)

test('a model is chosen by good answers per dollar among those that meet the objectives', () => {
  const cells = [
    cellOf({ model: 'dear', sloShare: 1, costNanoUsd: 4e9 }),
    cellOf({ model: 'cheap', sloShare: 0.99, costNanoUsd: 0.5e9 }),
    cellOf({ model: 'cheapest', sloShare: 0.4, costNanoUsd: 0.01e9 }),
  ]
  const [found, ...none] = recommendModel(factsOf(cells))
  expect(none).toEqual([])
  expect(found).toMatchObject({ topic: 'model', scenario: 'triage', model: 'cheap' })
  expect(found?.text).toBe(
    'Take cheap for triage: 396 good answers per dollar, against 50 of dear. It meets the objectives in 99 % of 200 requests.',
  )
  expect(found?.figures).toContainEqual({ label: 'dear: good answers', value: 50, unit: 'per US dollar' })
})

test('prices below a dollar are told apart', () => {
  const cells = [cellOf({ model: 'a', sloShare: 1, costNanoUsd: 0.09e9 }), cellOf({ model: 'b', sloShare: 1, costNanoUsd: 0.9e9 })]
  expect(recommendModel(factsOf(cells))[0]?.model).toBe('a')
})

test('no model is chosen where intervals overlap, a price is missing, or a cell is suspect or small', () => {
  const cells = (second: Parameters<typeof cellOf>[0]) => [
    cellOf({ sloShare: 0.98 }),
    cellOf({ model: 'b', sloShare: 0.98, costNanoUsd: 4e9, ...second }),
  ]
  expect(recommendModel(factsOf(cells({})))).toHaveLength(1)
  expect(recommendModel(factsOf(cells({ costNanoUsd: 1.02e9 })))).toEqual([])
  expect(recommendModel(factsOf(cells({ unpricedCalls: 1 })))).toEqual([])
  expect(recommendModel(factsOf(cells({ costNanoUsd: 0 })))).toEqual([])
  expect(recommendModel(factsOf(cells({ suspect: true })))).toEqual([])
  expect(recommendModel(factsOf(cells({ requests: 29 })))).toEqual([])
  expect(recommendModel(factsOf(cells({ sloShare: null })))).toEqual([])
})

test('where one model alone is sure to meet the objectives, it is that', () => {
  const found = recommendModel(factsOf([cellOf({ sloShare: 1 }), cellOf({ model: 'b', sloShare: 0.5, costNanoUsd: 1 })]))
  expect(texts(found)).toEqual([
    'Take a for triage: the only one of 2 that is sure to meet all objectives in 90 % of requests. It meets the objectives in 100 % of 200 requests.',
  ])
})

const sweep = (saturated: number | null, suspect = -1): SweepCurve => ({
  scenario: 'triage',
  model: 'a',
  of: 'concurrency',
  points: [4, 8, 16, 32].map((target, step) => ({
    step,
    target,
    requestsPerSecond: Math.min(40, 4 * target),
    goodputPerSecond: null,
    p50Ms: 100,
    p95Ms: 200,
    errorShare: 0,
    suspect: step === suspect,
  })),
  saturation:
    saturated === null
      ? null
      : { step: saturated, target: 8, requestsPerSecond: 32, because: 'at 16 at once throughput is 40/s, after 32/s at 8 at once' },
})
const steps = (share: (step: number) => number | null) => [0, 1, 2, 3].map((step) => cellOf({ step, sloShare: share(step) }))

test('load goes up to the knee of a sweep', () => {
  const facts = factsOf(steps(() => null))
  const found = recommendConcurrency({ ...facts, report: { ...facts.report, sweeps: [sweep(1)] } })
  expect(texts(found)).toEqual([
    'Ask a with 8 in flight: that gives 32 requests/s; at 16 at once throughput is 40/s, after 32/s at 8 at once.',
  ])
  expect(found[0]?.figures).toContainEqual({ label: 'with 16 in flight: throughput', value: 40, unit: 'requests/s' })
})

test('or up to where objectives are missed', () => {
  const facts = factsOf(steps((step) => (step < 1 ? 1 : 0.9)))
  const found = recommendConcurrency({ ...facts, report: { ...facts.report, sweeps: [sweep(1)] } })
  expect(texts(found)).toEqual(['Ask a with 4 in flight: that gives 16 requests/s; with more, 10 % of the requests miss the objectives.'])
})

test('no load is advised where no limit was reached, a step is suspect or too small, or the first step is too much', () => {
  const of = (curve: SweepCurve, cells = steps(() => null)) => {
    const facts = factsOf(cells)
    return recommendConcurrency({ ...facts, report: { ...facts.report, sweeps: [curve] } })
  }
  expect(of(sweep(null))).toEqual([])
  expect(of(sweep(1, 2))).toEqual([])
  expect(of(sweep(1, 3))).toHaveLength(1)
  expect(of(sweep(1), steps(() => null).with(2, cellOf({ step: 2, requests: 10 })))).toEqual([])
  expect(
    of(
      sweep(1),
      steps(() => 0.2),
    ),
  ).toEqual([])
})

const limited = (maxOutputTokens: number | undefined, ...lengths: Parameters<typeof lengthsOf>) =>
  recommendOutputLimit(
    factsOf([cellOf()], scenarioOf({ params: maxOutputTokens === undefined ? {} : { maxOutputTokens } }), {
      lengths: lengthsOf(...lengths),
    }),
  )
const hundred = Array.from({ length: 100 }, (_, index) => index + 1)

test('a limit that cuts answers is to be raised', () => {
  const [found, ...none] = limited(100, hundred, 12)
  expect(none).toEqual([])
  expect(found?.text).toBe('Raise maxOutputTokens of a for triage: 12 of 100 answers were cut at 100 tokens.')
  expect(found?.figures[0]).toEqual({ label: 'answers cut', value: 0.12, unit: 'share' })
  expect(limited(100, hundred, 1)).toEqual([])
})

test('a limit far above all answers is to be lowered, with what answers need', () => {
  const [found] = limited(8_000, hundred)
  expect(found?.text).toContain(
    'Set maxOutputTokens of a for triage to 256: 95 % of answers need at most 100 tokens, the longest of 100 needs 100, and the limit is 8,000.',
  )
  expect(limited(undefined, hundred)[0]?.text).toContain('and there is no limit.')
  expect(limited(400, hundred)).toEqual([])
})

test('no limit is advised by few answers, or by tokens that the provider did not count', () => {
  expect(limited(8_000, hundred.slice(0, 71))).toEqual([])
  expect(limited(8_000, hundred, 0, 'estimated')).toEqual([])
})

const long = scenarioOf({ system: 'S'.repeat(6_900), prompt: 'Now: {{ticket}}' })

test('a long prefix that all prompts share is to be cached, at what it saves by its prices', () => {
  const [found, ...none] = recommendPromptCaching(factsOf([cellOf()], long))
  expect(none).toEqual([])
  expect(found).toMatchObject({ topic: 'prompt-caching', model: 'a' })
  expect(found?.text).toBe(
    'Cache the beginning of the prompts of triage for a: 98.6 % of the input (1,971 of 2,000 tokens) is the same in all. At its prices 1,000 requests cost $0.628 instead of $2.40, 74 % less.',
  )
  expect(found?.figures.map(({ label }) => label)).toContain('1,000 requests with the prefix cached')
})

test('nothing is said of caching where the prefix is short, cached already, not cheaper, unpriced, or the prompts are one', () => {
  const none = (cell: Parameters<typeof cellOf>[0], scenario = long, model = {}) => {
    const facts = factsOf([cellOf(cell)], scenario)
    expect(recommendPromptCaching({ ...facts, planned: [{ scenario, models: [modelOf('a', model)] }] })).toEqual([])
  }
  none({ inputTokens: 1_000 })
  none({}, scenarioOf({}))
  none({ cached: 1_800 })
  none({}, long, { price: { inputUsdPerMillion: 1, outputUsdPerMillion: 4 } })
  none({}, long, { price: null })
  none({}, { ...long, inputs: long.inputs.slice(0, 1) })
  none({ source: 'estimated' })
  none({ suspect: true })
  none({}, { ...long, turns: ['And then?'] })
})

test('input tokens are told by what they are spent on, as the provider counts them', () => {
  const examples = scenarioOf({
    messages: [
      { role: 'system', content: 'S'.repeat(100) },
      { role: 'user', content: 'E'.repeat(300) },
      { role: 'assistant', content: 'E'.repeat(400) },
      { role: 'user', content: `${'I'.repeat(100)}{{ticket}}` },
    ],
  })
  const [found] = recommendPromptTokens(factsOf([cellOf({ inputTokens: 1_000 })], examples))
  expect(found?.text).toContain('70 % of the input tokens of triage on a (700 of 1,000 per request) are examples; 100 are the input.')
  expect(found?.figures.map(({ label }) => label)).toEqual([
    'the system message',
    'examples',
    'the instructions around the input',
    'the input itself',
  ])
  expect(recommendPromptTokens(factsOf([cellOf({ inputTokens: 200 })], examples))).toEqual([])
  expect(recommendPromptTokens(factsOf([cellOf()], scenarioOf({})))).toEqual([])
})

test('several inputs in one request are advised where they share most of it, with what they cost', () => {
  const [found] = recommendBatching(factsOf([cellOf()], long))
  expect(found?.text).toContain(
    '1,971 of 2,000 input tokens are the same in every request. Ten together cost $0.000626 per input instead of $0.0024, 74 % less.',
  )
  expect(found?.text).toContain('an input takes about 1.05 s instead of 1.5 s. Try first whether the answers stay as good.')
  expect(recommendBatching(factsOf([cellOf()], scenarioOf({})))).toEqual([])
  expect(recommendBatching(factsOf([cellOf({ outputTokens: 5_000 })], long))).toEqual([])
})

test('all topics are asked, and say nothing where nothing was measured', () => {
  expect(recommendationsFrom(factsOf([cellOf()], long)).map(({ topic }) => topic)).toEqual(['prompt-caching', 'batching', 'prompt-tokens'])
  expect(recommendationsFrom(factsOf([]))).toEqual([])
})
