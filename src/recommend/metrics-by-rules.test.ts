import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TRAITS } from '../schema/use-case.ts'
import { metricProblem } from './legal-metrics.ts'
import { metricsByRules } from './metrics-by-rules.ts'
import { listFacts } from './testing/facts.ts'

const names = (...given: Parameters<typeof metricsByRules>) => metricsByRules(...given).metrics.map(({ name }) => name)

test('rules recommend what the task can compute, the ranking metric first', () => {
  expect(metricsByRules(listFacts(), []).primary).toBe('f1')
  expect(names(listFacts(), [])).toEqual([
    'f1',
    'accuracy',
    'completeness',
    'pass-rate',
    'instruction-following',
    'consistency',
    'cost',
    'latency',
  ])
  expect(names(listFacts({ hasGold: false, hasChecks: false, trials: { count: 1, pass: 'all' } }), [])).toEqual([
    'pass-rate',
    'cost',
    'latency',
  ])
})

test('a use case that wants low latency gets the slow answers and the first word, too', () => {
  expect(names(listFacts(), ['low-latency'])).toEqual(expect.arrayContaining(['latency-p95', 'first-token-latency']))
})

test('rules never recommend what a task cannot compute', () => {
  const facts = fc.record({
    hasGold: fc.boolean(),
    hasChecks: fc.boolean(),
    trials: fc.record({ count: fc.integer({ min: 1, max: 5 }), pass: fc.constant('all' as const) }),
    output: fc.record({ format: fc.constantFrom('text', 'json', 'lines', 'number'), schema: fc.constant(null) }),
  })
  fc.assert(
    fc.property(facts, fc.subarray([...TRAITS]), (given, traits) => {
      const { metrics, primary } = metricsByRules(listFacts(given), traits)
      for (const { name, reason } of metrics) expect([metricProblem(name, listFacts(given)), reason === '']).toEqual([null, false])
      expect(metrics[0]?.name).toBe(primary)
    }),
  )
})
