import { compareModels } from '../../src/comparison/compare-models.ts'
import { judgeRegression, judgeRegressions } from '../../src/comparison/judge-regression.ts'
import type { RegressionGate, RegressionJudgement } from '../../src/comparison/judge-regression.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { CaseScore } from '../../src/schema/metric-definition.ts'
import { shareCell } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { thresholds } from './thresholds.ts'
import { accuracy, drawItems, drawRuns, enumerateRuns, f1, many, partsOf, quality, scoresOf, successes, twoRuns } from './worlds.ts'

const MOST = 0.05

/** Point 2: gates are wrong as rarely as they say, and see what they must see. */
export const gates = (effort: Effort): Cell[] => [
  ...atTheMargin(effort(1_000) < 1_000 ? [8, 20, 50] : [8, 20, 50, 100, 200]),
  ...withTrials(effort),
  ...wholeRuns(effort),
  ...power(),
  ...thresholds(effort),
]

/** Right and wrong once per case, enumerated. */
function atTheMargin(sizes: readonly number[]): Cell[] {
  const worlds = [
    { base: 0.9, phi: 0.3, margin: 0.05 },
    { base: 0.7, phi: 0.3, margin: 0.05 },
    { base: 0.7, phi: 0.5, margin: 0.05 },
    { base: 0.9, phi: 0.3, margin: 0 },
    { base: 0.8, phi: 0.3, margin: 0 },
    { base: 0.99, phi: 0.3, margin: 0 },
  ]
  return worlds.flatMap(({ base, phi, margin }) =>
    sizes.flatMap((n) => {
      const runs = twoRuns(base - margin, base, phi)
      const chance = (verdict: string) =>
        enumerateRuns(n, runs, (now, before) => judgeRegression(now, before, accuracy, margin).verdict === verdict)
      const name = `gate, true loss ${margin} of ${base} at margin ${margin}, φ ${phi}, n ${n}`
      const failed = shareCell(2, `${name}: fail`, chance('failed'), { most: MOST })
      return margin === 0 ? [failed] : [failed, shareCell(2, `${name}: pass`, chance('passed'), { most: MOST })]
    }),
  )
}

/** Several trials, and micro averages, with a true loss of just the margin. */
function withTrials(effort: Effort): Cell[] {
  const runs = effort(2_000)
  const three = (random: Random, p: number, n: number): CaseScore[] => scoresOf(many(n, () => successes(random, p, 3, 0.6) / 3))
  const items = (random: Random, p: number, n: number): CaseScore[] => partsOf(many(n, () => drawItems(random, p)))
  const worlds = [
    { name: '3 trials, correlation 0.6', metric: quality, draw: three },
    { name: 'micro F1', metric: f1, draw: items },
  ]
  return worlds.flatMap(({ name, metric, draw }) =>
    [20, 50, 100].flatMap((n) => {
      const random = seededRandom('gates', name, n)
      const verdicts = many(runs, () => judgeRegression(draw(random, 0.85, n), draw(random, 0.9, n), metric, 0.05).verdict)
      const share = (verdict: string): number => verdicts.filter((each) => each === verdict).length / runs
      return (['failed', 'passed'] as const).map((verdict) =>
        shareCell(
          2,
          `gate, true loss at the margin, ${name}, n ${n}: ${verdict === 'failed' ? 'fail' : 'pass'}`,
          share(verdict),
          { most: MOST },
          runs,
        ),
      )
    }),
  )
}

/** Any of 3 tasks × 4 models × 2 metrics fails though nothing has changed: judged together, suite by suite, and for information without a family. */
function wholeRuns(effort: Effort): Cell[] {
  return [20, 50].flatMap((n) => {
    const runs = effort(800)
    const random = seededRandom('whole runs', n)
    const failed = { together: 0, 'suite by suite': 0, 'each suite a family of its own': 0 }
    for (let run = 0; run < runs; run++) {
      const suites = many(12, () => unchangedSuite(random, n))
      const fails = (judgements: readonly RegressionJudgement[]): number => Number(judgements.some(({ verdict }) => verdict === 'failed'))
      failed.together += fails(judgeRegressions(suites.flat()))
      failed['suite by suite'] += fails(suites.flatMap((suite) => judgeRegressions(suite, suites.flat().length)))
      failed['each suite a family of its own'] += fails(suites.flatMap((suite) => judgeRegressions(suite)))
    }
    return Object.entries(failed).map(([how, count]) => {
      const bound = how.startsWith('each') ? {} : { most: MOST }
      return shareCell(2, `no change in 3 tasks × 4 models × 2 metrics, n ${n}, ${how}: any fails`, count / runs, bound, runs)
    })
  })
}

/** Two gates at margin 0 on related metrics. */
function unchangedSuite(random: Random, n: number): RegressionGate[] {
  const pairs = many(n, () => drawRuns(random, twoRuns(0.8, 0.8, 0.3)))
  const graded = pairs.map(([now, base]) => [(now + random.next()) / 2, (base + random.next()) / 2] as const)
  const side = (list: readonly (readonly [number, number])[], index: 0 | 1) => scoresOf(list.map((pair) => pair[index]))
  return [
    { current: side(pairs, 0), base: side(pairs, 1), metric: accuracy, margin: 0 },
    { current: side(graded, 0), base: side(graded, 1), metric: quality, margin: 0 },
  ]
}

/** Enumerated. */
function power(): Cell[] {
  const loss = twoRuns(0.7, 0.9, 0.3)
  const fails = (n: number, runs: typeof loss) =>
    enumerateRuns(n, runs, (now, base) => judgeRegression(now, base, accuracy, 0).verdict === 'failed')
  const small = twoRuns(0.6, 0.7, 0.5)
  const found = enumerateRuns(200, small, (now, base) => {
    const byModel = new Map([
      ['now', now],
      ['base', base],
    ])
    return compareModels('task', accuracy, byModel, 1)[0]?.verdict === 'worse'
  })
  return [
    shareCell(2, 'power, 0.9 → 0.7, φ 0.3, n 20: fail', fails(20, loss), { least: 0.3 }),
    shareCell(2, 'power, 0.9 → 0.7, φ 0.3, n 50: fail', fails(50, loss), { least: 0.85 }),
    shareCell(2, 'power, 0.7 against 0.6, φ 0.5, n 200: two-sided', found, { least: 0.8 }),
    shareCell(2, 'power, 0.7 against 0.6, φ 0.5, n 200: one-sided', fails(200, small), { least: 0.87 }),
  ]
}
