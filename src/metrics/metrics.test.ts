import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { defineMetric } from './define-metric.ts'
import { defaultMetrics, defaultPrimary, metricDefinition, metricDefinitions } from './metrics.ts'
import type { TaskFacts } from './output-shape.ts'
import { missingTrial, singleTrial, testTrial } from './testing/test-trial.ts'

const TASK = { trials: { count: 3, pass: 'all' as const } }
const compute = (name: string, trials: readonly TrialRecord[]) => metricDefinition(name)?.compute(trials, TASK)
const facts = (over: Partial<TaskFacts> = {}): TaskFacts => ({
  output: { format: 'text', schema: null },
  pairing: null,
  trials: { count: 1, pass: 'all' },
  hasGold: true,
  hasChecks: true,
  ...over,
})

test.each(metricDefinitions.map((metric) => [metric.name, metric] as const))('%s keeps to the contract of all metrics', (name, metric) => {
  expect(metricDefinition(name)).toBe(metric)
  expect(metric.formula.length + metric.description.length + metric.label.length).toBeGreaterThan(20)
  const none = metric.compute([], TASK)
  expect(none).toMatchObject({ value: null, low: null, high: null, n: 0, unit: metric.unit, direction: metric.direction })
  expect(none.reason).toBeTruthy()
  const missing = [missingTrial('b'), missingTrial('a')]
  expect(metric.compute(missing, TASK)).toMatchObject({ value: null })
  expect(metric.scores(missing).map((score) => [score.case, score.score])).toEqual([
    ['a', null],
    ['b', null],
  ])
  const ingredients = {
    single: { right: true, empty: false },
    agreement: 1,
    instructions: { passedWeight: 4, decidedWeight: 4 },
    quality: { passedWeight: 4, decidedWeight: 4 },
  }
  const items = { truePositives: 1, falsePositives: 0, falseNegatives: 0, fieldsAgreeing: 1, fieldsCompared: 1 }
  const one = metric.compute([testTrial('a', { ingredients: name === 'f1' || name === 'field-accuracy' ? { items } : ingredients })], TASK)
  expect(one.value).not.toBeNull()
  expect(metric.compute([], TASK, 0.9).level).toBe(0.9)
})

test('names are unique', () => {
  expect(new Set(metricDefinitions.map(({ name }) => name)).size).toBe(metricDefinitions.length)
})

test('a metric that gives NaN is a bug, not a figure', () => {
  const broken = defineMetric({
    ...metricDefinitions[0]!,
    compute: () => ({ value: Number.NaN, low: null, high: null, n: 1, method: 'x', reason: null }),
  })
  expect(() => broken.compute([], TASK)).toThrow(EvalError)
  expect(() => broken.compute([], TASK)).toThrow('the metric accuracy gave NaN, expected a finite number or null')
})

test('refusals fail and missing trials do not count in the pass rate', () => {
  const refused = testTrial('b', { status: 'errored', verdict: 'failed', error: { kind: 'refusal', message: 'no' } })
  expect(compute('pass-rate', [testTrial('a'), refused, missingTrial('c')])).toMatchObject({
    value: 0.5,
    n: 2,
    reason: '1 of 3 cases are missing',
  })
  expect(compute('pass-rate', [testTrial('a', { verdict: 'undecided' })])).toMatchObject({ value: null, reason: 'no trial was decided' })
  const open = testTrial('d', { verdict: 'undecided' })
  expect(compute('pass-rate', [testTrial('a'), open, missingTrial('c')])).toMatchObject({
    value: 1,
    n: 1,
    reason: '1 of 3 cases are missing; 1 of 3 cases are undecided',
  })
  expect(compute('pass-rate', [testTrial('a'), testTrial('a', { verdict: 'undecided', trial: 1 })])).toMatchObject({
    value: 1,
    reason: null,
  })
})

test('pass@k and pass^k are parsed from their names and need k trials', () => {
  const trials = [6, 0, 0, 0, 8, 4].map((value, trial) => testTrial('a', { trial, verdict: value >= 1 ? 'passed' : 'failed' }))
  expect(compute('pass@2', trials)?.value).toBeCloseTo(0.8, 12)
  expect(compute('pass^2', trials)?.value).toBeCloseTo(0.2, 12)
  expect(compute('pass^7', trials)).toMatchObject({ value: null, reason: 'no case has 7 decided trials' })
  expect(metricDefinition('pass@3')?.fits(facts()).reason).toBe('it needs 3 trials per case, the task has 1')
  for (const name of ['pass@', 'pass@0', 'pass@x', 'pass@99999', 'toString', '__proto__']) expect(metricDefinition(name)).toBeNull()
})

test('instruction following and quality are weighted, and a refusal follows nothing', () => {
  const answered = testTrial('a', {
    ingredients: { instructions: { passedWeight: 4, decidedWeight: 6 }, quality: { passedWeight: 4, decidedWeight: 10 } },
  })
  const refused = testTrial('b', { status: 'errored', verdict: 'failed' })
  expect(compute('instruction-following', [answered])?.value).toBeCloseTo(4 / 6, 12)
  expect(compute('quality', [answered])?.value).toBeCloseTo(0.4, 12)
  expect(compute('quality', [answered])?.reason).toBe('judge error not included')
  expect(compute('instruction-following', [answered])?.reason).toBeNull()
  expect(compute('instruction-following', [answered, refused])?.value).toBeCloseTo(2 / 6, 12)
  expect(compute('instruction-following', [refused])?.value).toBe(0)
  expect(compute('instruction-following', [testTrial('a'), refused])).toMatchObject({ value: null, reason: 'no check was decided' })
})

test('without a judge the quality is the instruction following, to the last digit of its interval', () => {
  const trials = Array.from({ length: 60 }, (_, i) => {
    const weights = { passedWeight: i % 12 === 0 ? 1 : 4, decidedWeight: 4 }
    return testTrial(`case ${i}`, { ingredients: { instructions: weights, quality: weights } })
  })
  expect(compute('quality', trials)).toEqual(compute('instruction-following', trials))
  expect(compute('quality', trials)).toMatchObject({ method: 'BCa', reason: null, unit: 'share', direction: 'higher' })
})

test('consistency says alpha and replayed answers beside', () => {
  const of = (id: string, trial: number, label: string, replayed = false) =>
    testTrial(id, { trial, replayed, ingredients: { label, agreement: id === 'a' ? 1 : 0 } })
  const figure = compute('consistency', [of('a', 0, 'x'), of('a', 1, 'x'), of('b', 0, 'x'), of('b', 1, 'y', true)])
  expect(figure).toMatchObject({ value: 0.5, n: 2 })
  expect(figure?.reason).toBe("Krippendorff's α 0.000; 1 answers were replayed from tape")
  expect(compute('consistency', [testTrial('a')])).toMatchObject({ value: null, reason: 'no case has two answers' })
})

test('cost is US dollars per case, and what is unpriced is said, never 0', () => {
  const priced = [10_000_000, 20_000_000, 30_000_000].map((costNanoUsd, i) => testTrial(`case ${i}`, { costNanoUsd }))
  const figure = compute('cost', priced)
  expect(figure).toMatchObject({ n: 3, unit: 'USD', direction: 'lower', method: 't on the log scale, approximate', reason: null })
  expect(figure?.value).toBeCloseTo(0.02, 12)
  const unpriced = testTrial('z', { costNanoUsd: null, unpricedCalls: 1 })
  expect(compute('cost', [...priced, unpriced])).toMatchObject({ n: 3, reason: '1 of 4 answers are unpriced and left out' })
  expect(compute('cost', [unpriced])).toMatchObject({ value: null, reason: '1 of 1 answers are unpriced' })
  expect(compute('cost', [testTrial('a', { unmetered: true })])?.reason).toBe('1 answers made calls that are not metered')
  expect(compute('cost', [testTrial('a', { costNanoUsd: 0 }), testTrial('b', { costNanoUsd: 0 })])).toMatchObject({
    value: 0,
    low: 0,
    high: 0,
  })
  expect(compute('cost', [...priced, missingTrial('x', { costNanoUsd: 60_000_000 })])?.value).toBeCloseTo(0.03, 12)
  expect(compute('cost', [...priced, testTrial('x', { status: 'skipped', costNanoUsd: 1_000_000 })])?.value).toBeCloseTo(0.02, 12)
})

test('the cost of replayed answers is what they cost when they were recorded, and that is said', () => {
  const trials = ['1', '2'].map((id) => testTrial(id, { replayed: true, costNanoUsd: 0, originalCostNanoUsd: 2_000_000 }))
  const figure = compute('cost', [...trials, testTrial('3', { costNanoUsd: 2_000_000 })])
  expect(figure).toMatchObject({ value: 0.002, reason: '2 of 3 answers were replayed: their price is the recorded one' })
})

test('latency is a quantile between order statistics', () => {
  const trials = Array.from({ length: 10 }, (_, i) => testTrial(`case ${i}`, { latencyMs: 100 * (i + 1), firstTokenMs: i + 1 }))
  expect(compute('latency', trials)).toMatchObject({ value: 550, low: 200, high: 900, n: 10, unit: 'ms', method: 'order statistics' })
  expect(compute('first-token-latency', trials)?.value).toBe(5.5)
  expect(compute('latency-p95', trials)).toMatchObject({ low: null, high: null, reason: 'an interval needs 72 cases' })
  expect(compute('latency-p95', trials)?.value).toBeCloseTo(955, 9)
  expect(compute('latency-p99', trials)?.reason).toBe('an interval needs 368 cases')
  expect(compute('latency', [testTrial('a', { latencyMs: null })])).toMatchObject({
    value: null,
    reason: 'no answer says how long it took',
  })
})

test('time-outs are longer than everything', () => {
  const timedOut = (id: string) => missingTrial(id, { error: { kind: 'timeout', message: 'no answer in 60 s' } })
  const trials = [...Array.from({ length: 7 }, (_, i) => testTrial(`case ${i}`, { latencyMs: 100 * (i + 1) })), timedOut('x')]
  expect(compute('latency', trials)).toMatchObject({ value: 450, high: null, reason: '1 time-outs count as longer than all' })
  expect(compute('latency', [testTrial('a'), timedOut('b')])).toMatchObject({ value: null, n: 2, reason: 'it lies among the 1 time-outs' })
  expect(metricDefinition('latency')?.scores([timedOut('b')])[0]?.score).toBeNull()
})

test('what a task cannot have is said', () => {
  const reason = (name: string, over: Partial<TaskFacts>) => metricDefinition(name)?.fits(facts(over)).reason
  expect(reason('accuracy', { hasGold: false })).toBe('no case has gold')
  expect(reason('f1', {})).toBe('a single value is right or wrong: use accuracy')
  expect(reason('abstention', { output: { format: 'lines', schema: null } })).toBe('sets have no single value that could be left out')
  expect(reason('field-accuracy', { pairing: { by: 'normalized' } })).toBe('no fields are compared: name them in pairing.compare')
  expect(reason('field-accuracy', { output: { format: 'lines', schema: null } })).toContain('no fields are compared')
  expect(reason('field-accuracy', {})).toBe('a single value has no fields')
  expect(reason('instruction-following', { hasChecks: false })).toBe('the task has no checks')
  expect(reason('consistency', {})).toBe('it needs two trials per case or more')
})

test('a task that names no metrics gets those that it can compute', () => {
  expect(defaultMetrics(facts())).toEqual([
    'accuracy',
    'hallucination',
    'completeness',
    'abstention',
    'pass-rate',
    'instruction-following',
    'quality',
    'cost',
    'latency',
    'latency-p95',
  ])
  const set = facts({ output: { format: 'json', schema: { type: 'object' } }, trials: { count: 3, pass: 'all' }, hasChecks: false })
  expect(defaultMetrics(set)).toEqual([
    'accuracy',
    'hallucination',
    'completeness',
    'f1',
    'field-accuracy',
    'pass-rate',
    'consistency',
    'cost',
    'latency',
    'latency-p95',
    'pass^3',
  ])
  expect(defaultMetrics(facts({ hasGold: false, hasChecks: false }))).toEqual(['pass-rate', 'cost', 'latency', 'latency-p95'])
})

test('sets rank by f1, single values by accuracy, tasks without gold by pass rate', () => {
  expect(defaultPrimary(facts({ pairing: { by: 'exact' } }))).toBe('f1')
  expect(defaultPrimary(facts({ output: { format: 'json', schema: { type: 'array' } } }))).toBe('f1')
  expect(defaultPrimary(facts({ output: { format: 'json', schema: { type: 'number' } } }))).toBe('accuracy')
  expect(defaultPrimary(facts({ output: { format: 'json', schema: { enum: ['a', 'b'] } } }))).toBe('accuracy')
  expect(defaultPrimary(facts({ output: { format: 'json', schema: true } }))).toBe('f1')
  expect(defaultPrimary(facts())).toBe('accuracy')
  expect(defaultPrimary(facts({ hasGold: false }))).toBe('pass-rate')
})

test('scores are means over the answered trials of a case', () => {
  const trials = [singleTrial('a', 'right', 0), singleTrial('a', 'wrong', 1), missingTrial('a', { trial: 2 })]
  expect(metricDefinition('accuracy')?.scores(trials)).toEqual([{ case: 'a', caseHash: 'hash of a', score: 0.5 }])
})
