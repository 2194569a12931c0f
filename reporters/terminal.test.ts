import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedCheckCount, generatedMetric, generatedReport, generatedResult } from '../src/report/testing/generated-report.ts'
import { displayWidth } from './display-width.ts'
import { renderComparison } from './terminal.ts'

const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))

describe('the comparison on a terminal', () => {
  it('shows everything where there is room', () => {
    expect(`\n${renderComparison(generatedReport(), { width: 200, color: false })}\n`).toMatchInlineSnapshot(`
      "
      concepts · 20 cases
      sim:careful (simulated) leads by f1 (91.0 % [88.0, 94.0]), but no difference from mini, cold was found; sim:hasty (simulated) is worse (p = 0.002).

                                                                                                        instruction-
         model                                     f1             accuracy         completeness            following  tests  errors      cost     p50     p95
      =1 sim:careful (simulated)  91.0 % [88.0, 94.0]  93.0 % [90.0, 96.0]  89.0 % [86.0, 92.0]  90.0 % [87.0, 93.0]  18/20       0   $0.0021  312 ms  1.24 s
      =1 mini, cold               89.0 % [86.0, 92.0]  91.0 % [88.0, 94.0]  87.0 % [84.0, 90.0]  90.0 % [87.0, 93.0]  18/20       0  unpriced  820 ms       –
       3 sim:hasty (simulated)    71.0 % [68.0, 74.0]  73.0 % [70.0, 76.0]  69.0 % [66.0, 72.0]  90.0 % [87.0, 93.0]  11/20       0   $0.0021  312 ms  1.24 s
       – sim:faulty (simulated)                    –¹                    –                    –                    –   0/20      20        $0       –       –
      ¹ no trial was answered
      ✗ gate f1 ≥ 0.8 · sim:hasty (simulated) · failed (71.0 % [68.0, 74.0]): the interval lies below 0.8
      ? gate accuracy ≥ 0.9 · mini, cold · undecided (91.0 % [88.0, 94.0]): the interval contains 0.9; about 140 cases would decide it
      ✓ 1 of 3 gates passed

      Failed checks, the most severe first:
        ✗ no-overlap · sim:hasty (simulated) · 2 of 20: 10.0 % [7.0, 13.0]
        ✗ no-overlap · sim:careful (simulated) · 2 of 20: 10.0 % [7.0, 13.0], lecture-4
        ✗ no-overlap · mini, cold · 2 of 20: 10.0 % [7.0, 13.0], lecture-4
        ✗ no-overlap · sim:faulty (simulated) · 2 of 20: 10.0 % [7.0, 13.0]

      Cost: $0.0042 at simulated prices: nothing was paid; 20 calls unpriced
      "
    `)
  })

  it('fits 80 columns and says which figures it leaves out', () => {
    const text = renderComparison(generatedReport(), { width: 80, color: false })
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      concepts · 20 cases
      sim:careful (simulated) leads by f1 (91.0 % [88.0, 94.0]), but no difference
      from mini, cold was found; sim:hasty (simulated) is worse (p = 0.002).

         model                                     f1  tests  errors      cost     p50
      =1 sim:careful (simulated)  91.0 % [88.0, 94.0]  18/20       0   $0.0021  312 ms
      =1 mini, cold               89.0 % [86.0, 92.0]  18/20       0  unpriced  820 ms
       3 sim:hasty (simulated)    71.0 % [68.0, 74.0]  11/20       0   $0.0021  312 ms
       – sim:faulty (simulated)                    –¹   0/20      20        $0       –
      ¹ no trial was answered
      No room here for: accuracy, completeness, instruction-following, p95 (they are
        in the report's files)
      ✗ gate f1 ≥ 0.8 · sim:hasty (simulated) · failed (71.0 % [68.0, 74.0]): the
        interval lies below 0.8
      ? gate accuracy ≥ 0.9 · mini, cold · undecided (91.0 % [88.0, 94.0]): the
        interval contains 0.9; about 140 cases would decide it
      ✓ 1 of 3 gates passed

      Failed checks, the most severe first:
        ✗ no-overlap · sim:hasty (simulated) · 2 of 20: 10.0 % [7.0, 13.0]
        ✗ no-overlap · sim:careful (simulated) · 2 of 20: 10.0 % [7.0, 13.0], lecture…
        ✗ no-overlap · mini, cold · 2 of 20: 10.0 % [7.0, 13.0], lecture-4
        ✗ no-overlap · sim:faulty (simulated) · 2 of 20: 10.0 % [7.0, 13.0]

      Cost: $0.0042 at simulated prices: nothing was paid; 20 calls unpriced
      "
    `)
    expect(widest(text)).toBeLessThanOrEqual(80)
  })

  it('shows the quality where judges make it another figure and there is room, and shortens nothing for it', () => {
    const metrics = { f1: generatedMetric(0.9), 'instruction-following': generatedMetric(0.9), quality: generatedMetric(0.8) }
    const report = generatedReport({ results: [generatedResult('mini', 0.9, { metrics })], ranking: [], gates: [] })
    const at = (width: number): string => renderComparison(report, { width, color: false })
    expect(at(160)).toContain('80.0 % [77.0, 83.0]')
    const without = renderComparison(
      { ...report, results: report.results.map((each) => ({ ...each, metrics: { f1: metrics.f1, 'instruction-following': metrics.f1 } })) },
      { width: 80, color: false },
    )
    const figures = (text: string): string => text.split('\n').find((line) => line.includes(' mini ')) ?? ''
    expect(figures(at(80)).startsWith(figures(without).slice(0, 60))).toBe(true)
    expect(at(80)).toMatch(/quality/)
  })

  it('names the checks that failed, the most severe first, five at most', () => {
    const checks = [
      generatedCheckCount('style', 1, 19, { severity: 'info' }),
      ...Array.from({ length: 6 }, (_, index) => generatedCheckCount(`check ${index}`, 20 - index, index)),
    ]
    const results = [
      generatedResult('mini', 0.9, { checks, violations: [] }),
      generatedResult('other', 0.9, { checks: [], violations: [] }),
    ]
    const text = renderComparison(generatedReport({ results, ranking: [], gates: [] }), { width: 80, color: false })
    expect(text).toContain(`Failed checks, the most severe first:
  ✗ check 5 · mini · 5 of 20: 25.0 % [22.0, 28.0]
  ✗ check 4 · mini · 4 of 20: 20.0 % [17.0, 23.0]
  ✗ check 3 · mini · 3 of 20: 15.0 % [12.0, 18.0]
  ✗ check 2 · mini · 2 of 20: 10.0 % [7.0, 13.0]
  ✗ check 1 · mini · 1 of 20: 5.0 % [2.0, 8.0]
  and 1 more in the report
`)
    const clean = generatedReport({ results: results.slice(1), ranking: [], gates: [] })
    expect(renderComparison(clean, { width: 80, color: false })).not.toContain('Failed checks')
  })

  it('says in one sentence what was left undecided, the most first', () => {
    const undecided = (count: number) => ({ passed: 20 - count, failed: 0, undecided: count })
    const checks = [
      generatedCheckCount('short', 20, 0),
      generatedCheckCount('polite', 0, 20, undecided(3)),
      generatedCheckCount('grounded', 0, 20, undecided(20)),
    ]
    const results = [
      generatedResult('mini', 0.9, { checks, violations: [] }),
      generatedResult('other', 0.9, { checks: [], violations: [] }),
    ]
    const text = renderComparison(generatedReport({ results, ranking: [], gates: [] }), { width: 100, color: false })
    expect(text).toContain('\n\nUndecided, which is no failure: grounded · mini · 20 of 20; polite · mini · 3 of 20\n')
    const clean = generatedReport({ results: results.slice(1), ranking: [], gates: [] })
    expect(renderComparison(clean, { width: 80, color: false })).not.toContain('Undecided')
  })

  it('is never wider than it may be, whatever models are called', () => {
    const labels = fc.uniqueArray(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('日本語モデル'.repeat(12), 'x'.repeat(300), '🦉🦉🦉', ...HOSTILE_TEXTS),
      ),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(labels, fc.integer({ min: 40, max: 160 }), (names, width) => {
        const results = names.map((name, index) => generatedResult(name, 0.5 + index / 100, { simulated: index % 2 === 0 }))
        const entries = names.map((model) => ({ model, score: 0.5, low: 0.4, high: 0.6, tiedWithBest: null }))
        const report = generatedReport({ results, ranking: [{ task: 'concepts', metric: 'f1', entries }] })
        const text = renderComparison(report, { width, color: false })
        expect(widest(text)).toBeLessThanOrEqual(width)
      }),
      { numRuns: 60 },
    )
  })

  it('lets no control character of a model through', () => {
    const results = HOSTILE_TEXTS.map((text, index) =>
      generatedResult(text, index / 20, {
        task: text,
        checks: [generatedCheckCount(text, 0, 1)],
        violations: [{ check: text, severity: 'critical', case: text, trial: 0, message: text }],
        metrics: { f1: generatedMetric(null, { reason: text }) },
      }),
    )
    const report = generatedReport({
      results,
      ranking: [],
      run: { ...generatedReport().run, status: 'incomplete', stopReason: HOSTILE_TEXTS.join(' ') },
    })
    const text = renderComparison(report, { width: 100, color: false })
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect(text.isWellFormed()).toBe(true)
  })

  it('colours only when asked, and the same text', () => {
    const plain = renderComparison(generatedReport(), { width: 100, color: false })
    const painted = renderComparison(generatedReport(), { width: 100, color: true })
    expect(painted).toContain('\u001b[31m')
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
  })

  it('says why a run is not whole', () => {
    const report = generatedReport({
      run: { ...generatedReport().run, status: 'incomplete', stopReason: 'the budget is used up', shards: { expected: 4, present: 3 } },
    })
    expect(renderComparison(report, { width: 100, color: false })).toContain('The run is incomplete (3 of 4 shards): the budget is used up')
  })

  it('says what was only simulated, and what is unpriced', () => {
    const report = generatedReport()
    expect(renderComparison(report, { width: 120, color: false })).toContain(
      'Cost: $0.0042 at simulated prices: nothing was paid; 20 calls unpriced',
    )
    const mixed = {
      ...report.cost,
      totalNanoUsd: 5_200_000,
      byModel: { ...report.cost.byModel, 'mini, cold': 1_000_000 },
      unpricedCalls: 0,
    }
    expect(renderComparison({ ...report, cost: mixed }, { width: 120, color: false })).toContain(
      'Cost: $0.0052, of which $0.0042 simulated',
    )
  })

  it('shows a run without results', () => {
    expect(renderComparison(generatedReport({ results: [], ranking: [], gates: [] }), { width: 80, color: false })).toContain(
      'No task has results.',
    )
  })
})
