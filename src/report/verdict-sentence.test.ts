import { describe, expect, it } from 'vitest'
import type { Ranking, Result } from '../schema/report.ts'
import { generatedMetric, generatedReport, generatedResult } from './testing/generated-report.ts'
import { verdictSentence } from './verdict-sentence.ts'

const entry = (model: string, score: number | null, tiedWithBest: boolean | null): Ranking['entries'][number] => ({
  model,
  score,
  low: null,
  high: null,
  tiedWithBest,
})
const sentence = (entries: Ranking['entries']): string =>
  verdictSentence(generatedReport({ ranking: [{ task: 'concepts', metric: 'f1', entries }] }), 'concepts')

describe('the sentence about a task', () => {
  it('names the best model and those that are worse', () => {
    expect(sentence([entry('sim:careful', 0.91, true), entry('sim:hasty', 0.71, false)])).toBe(
      'sim:careful is best by f1 (91.0 %); sim:hasty is worse (p = 0.002).',
    )
  })

  it('names models that are not told apart', () => {
    expect(verdictSentence(generatedReport(), 'concepts')).toBe(
      'sim:careful leads by f1 (91.0 % [88.0, 94.0]), but no difference from mini, cold was found; sim:hasty is worse (p = 0.002).',
    )
  })

  it('names no leader of models with the very same figure', () => {
    expect(sentence([entry('a', 0.9, true), entry('b', 0.9, true)])).toBe('a and b are level by f1 (90.0 %).')
    expect(sentence([entry('a', 0.9, true), entry('b', 0.9, true), entry('c', 0.8, true), entry('d', 0.5, false)])).toBe(
      'a and b are level by f1 (90.0 %), and no difference from c was found; d is worse.',
    )
    const narrow = { ...entry('a', 0.9, true), low: 0.85, high: 0.95 }
    expect(sentence([narrow, { ...narrow, model: 'b' }])).toBe('a and b are level by f1 (90.0 % [85.0, 95.0]).')
    expect(sentence([narrow, { ...narrow, model: 'b', low: 0.8 }])).toBe('a and b are level by f1 (90.0 %).')
  })

  const priced = (...costs: [string, number | null, Partial<Result>?][]): string =>
    verdictSentence(
      generatedReport({
        results: costs.map(([model, costNanoUsd, over]) => generatedResult(model, 0.9, { costNanoUsd, ...over })),
        ranking: [{ task: 'concepts', metric: 'f1', entries: costs.map(([model], index) => entry(model, 0.9 - index / 10_000, true)) }],
      }),
      'concepts',
    )

  it('names the cheapest of those that are not told apart', () => {
    expect(priced(['a', 100], ['b', 20], ['c', 50])).toBe(
      'a leads by f1 (90.0 %), but no difference from b and c was found; b costs 80 % less.',
    )
    expect(priced(['a', 1000], ['b', 1])).toContain('b costs 99 % less')
  })

  it.each([
    ['the best is the cheapest', priced(['a', 20], ['b', 100])],
    ['the difference is less than 1 %', priced(['a', 1000], ['b', 995])],
    ['the best has no price', priced(['a', null], ['b', 20])],
    ['some calls have no price', priced(['a', 100], ['b', 20, { unpricedCalls: 1 }])],
    ['one is simulated and the other is not', priced(['a', 100], ['sim:b', 20])],
  ])('says nothing of cost where %s', (_case, text) => expect(text).toMatch(/ was found\.$/))

  it('gives the p of each of several worse models', () => {
    expect(sentence([entry('sim:careful', 0.91, true), entry('sim:hasty', 0.71, false), entry('b', 0.5, false)])).toContain(
      'sim:hasty (p = 0.002) and b are worse.',
    )
  })

  it('says what is undecided', () => {
    expect(sentence([entry('a', 0.9, true), entry('b', 0.8, null), entry('c', 0.7, false)])).toBe(
      'a leads by f1 (90.0 %); whether b differs is undecided; c is worse.',
    )
  })

  it('says once why what a test found is undecided', () => {
    const report = generatedReport()
    const reason = 'by its p it differs, but 0 is in the interval'
    const comparisons = report.comparisons.map((each) => ({ ...each, verdict: 'undecided' as const, reason }))
    const told = (...entries: Ranking['entries']) =>
      verdictSentence({ ...report, comparisons, ranking: [{ task: 'concepts', metric: 'f1', entries }] }, 'concepts')
    const [best, other, third] = [entry('sim:careful', 0.91, true), entry('sim:hasty', 0.88, null), entry('mini, cold', 0.87, null)]
    expect(told(best, other, entry('b', 0.5, false))).toBe(
      `sim:careful leads by f1 (91.0 %); whether sim:hasty differs is undecided; ${reason}; b is worse.`,
    )
    expect(told(best, other, third)).toBe(
      `No model is known to lead by f1: whether sim:careful (91.0 %), sim:hasty (88.0 %) and mini, cold (87.0 %) differ is undecided; ${reason}.`,
    )
  })

  it('names no leader where nothing is decided: who stands below for missing answers may have the better score', () => {
    expect(sentence([entry('a', 0.89, true), entry('b', 0.99, null)])).toBe(
      'No model is known to lead by f1: whether a (89.0 %) and b (99.0 %) differ is undecided.',
    )
  })

  it('names at most four models', () => {
    expect(sentence([entry('a', 0.9, true), ...['b', 'c', 'd', 'e', 'f', 'g'].map((name) => entry(name, 0.1, false))])).toBe(
      'a is best by f1 (90.0 %); b, c, d and 3 more are worse.',
    )
  })

  it('compares nothing where there is one model', () => {
    expect(sentence([entry('a', 0.9, true)])).toBe('a has 90.0 % by f1; there is no other model to compare it with.')
    expect(sentence([entry('a', 0.9, true), entry('b', null, null)])).toBe('a has 90.0 % by f1; no other model has a score.')
  })

  it('says why nothing can be ranked', () => {
    const report = generatedReport({ results: [generatedResult('a', null, { metrics: { f1: generatedMetric(null) } })], ranking: [] })
    expect(verdictSentence(report, 'concepts')).toBe('No model can be ranked by f1: the task has no gold.')
    expect(verdictSentence(report, 'nowhere')).toBe('No model can be ranked.')
  })
})
