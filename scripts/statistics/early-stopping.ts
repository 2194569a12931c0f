import { watchCases, watchGate } from '../../src/comparison/gate-watch.ts'
import { judgeRegression } from '../../src/comparison/judge-regression.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { CaseScore } from '../../src/schema/metric-definition.ts'
import type { Gate } from '../../src/schema/task.ts'
import { bettingInterval } from '../../src/statistics/betting-sequence.ts'
import { binomialMass } from '../../src/statistics/binomial.ts'
import { microRatioInterval } from '../../src/statistics/micro-ratio-interval.ts'
import { plannedLooks } from '../../src/statistics/planned-looks.ts'
import { clopperPearsonInterval } from '../../src/statistics/clopper-pearson-interval.ts'
import { covers, shareCell, shareOf } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { accuracy, beta, drawItems, drawRuns, enumerateRuns, many, quality, scoresOf, twoRuns } from './worlds.ts'

const MOST = 0.05
const bound = 'interval' as const

/** Point 5: stopping as soon as a gate is decided keeps its errors and saves the calls that it should. */
export const earlyStopping = (effort: Effort): Cell[] => [...errors(effort), ...saved(effort), ...sequences(effort)]

/** Scores of both runs of a case. */
type World = { name: string; gate: Partial<Gate>; metric: typeof accuracy; draw(random: Random): [number, number] }

/** Worlds in which a gate's claim is just true or just false: each verdict is an error then. */
function errors(effort: Effort): Cell[] {
  const worlds: World[] = [
    ...[0.5, 0.8, 0.95].map((p) => ({
      name: `threshold ${p}`,
      gate: { min: p },
      metric: accuracy,
      draw: one((random) => Number(random.next() < p)),
    })),
    { name: 'threshold 0.8 of graded scores', gate: { min: 0.8 }, metric: quality, draw: one((random) => beta(random, 0.8, 3)) },
    ...[0.05, 0].map((margin) => ({
      name: `loss of the margin ${margin}`,
      gate: { baseline: 'main', margin },
      metric: accuracy,
      draw: (random: Random) => drawRuns(random, twoRuns(0.9 - margin, 0.9, 0.3)),
    })),
  ]
  return worlds.flatMap((world) =>
    [50, 500].flatMap((n) => {
      const runs = effort(1_000)
      const random = seededRandom('early errors', world.name, n)
      const verdicts = many(runs, () => watched(world, n, random).verdict)
      const share = (verdict: string): number => verdicts.filter((each) => each === verdict).length / runs
      const name = `watched, ${world.name}, just true, n ${n}`
      return [
        shareCell(5, `${name}: fail`, share('failed'), { most: MOST }, runs),
        shareCell(5, `${name}: pass`, share('passed'), { most: MOST }, runs),
      ]
    }),
  )
}

const one =
  (score: (random: Random) => number) =>
  (random: Random): [number, number] => [score(random), 0]

function watched({ gate, metric, draw }: World, n: number, random: Random) {
  const watch = watchGate({ bound, ...gate }, metric, n)
  if (!watch) throw new Error(`${metric.name} cannot be watched`)
  const pairs = many(n, () => draw(random))
  const side = (index: 0 | 1): CaseScore[] => scoresOf(pairs.map((pair) => pair[index]))
  return watchCases(watch, side(0), side(1))
}

/** Where the gate over all n cases would be as good as certain to decide, most cases need not be asked. */
function saved(effort: Effort): Cell[] {
  const thresholds = [
    [100, 0.9, 0.7],
    [200, 0.9, 0.8],
    [200, 0.8, 0.9],
    [500, 0.95, 0.9],
    [500, 0.6, 0.5],
    [1_000, 0.85, 0.8],
    [50, 0.99, 0.9],
    [100, 0.8, 0.9],
    [200, 0.7, 0.8],
    [500, 0.85, 0.8],
  ].map(([n = 0, p = 0, min = 0]) => ({
    n,
    power: thresholdPower(n, p, min),
    world: { name: `true ${p} against ${min}`, gate: { min }, metric: accuracy, draw: one((random) => Number(random.next() < p)) },
  }))
  const losses = [
    [100, 0.7, 0.9, 0.3, 0],
    [200, 0.7, 0.9, 0.3, 0.05],
    [200, 0.95, 0.9, 0.3, 0.05],
    [50, 0.7, 0.9, 0.3, 0],
    [100, 0.7, 0.9, 0.3, 0.05],
    [200, 0.6, 0.7, 0.5, 0],
    [200, 0.9, 0.9, 0.8, 0.05],
  ].map(([n = 0, now = 0, base = 0, phi = 0, margin = 0]) => {
    const runs = twoRuns(now, base, phi)
    const verdict = now - base < -margin ? 'failed' : 'passed'
    const power = enumerateRuns(n, runs, (a, b) => judgeRegression(a, b, accuracy, margin).verdict === verdict)
    const name = `${base} → ${now}, φ ${phi}, margin ${margin}`
    return {
      n,
      power,
      world: { name, gate: { baseline: 'main', margin }, metric: accuracy, draw: (random: Random) => drawRuns(random, runs) },
    }
  })
  return [...thresholds, ...losses].map(({ n, power, world }) => {
    const runs = effort(600)
    const random = seededRandom('early', world.name, n)
    const cases = many(runs, () => watched(world, n, random))
      .map((each) => (each.verdict === 'open' ? n : each.cases) / n)
      .sort((a, b) => a - b)
    const most = power >= 0.99 ? 0.4 : 0.75
    const name = `watched, ${world.name}, n ${n}, power of all ${power.toFixed(3)}: median share asked`
    return { point: 5, name, figure: cases[runs >> 1] ?? 1, least: null, most: power >= 0.9 ? most : null, error: medianError(cases) }
  })
}

/** Of the gate's bounds over all cases. */
function thresholdPower(n: number, p: number, min: number): number {
  let sum = 0
  for (let right = 0; right <= n; right++) {
    const { low, high } = clopperPearsonInterval(right, n, 1 - 2 * MOST)
    if (p > min ? low >= min : high < min) sum += binomialMass(right, n, p)
  }
  return sum
}

/** Of a sample's median, from the order statistics one standard error to either side. */
function medianError(sorted: readonly number[]): number {
  const half = sorted.length / 2
  const reach = Math.sqrt(sorted.length) / 2
  return ((sorted[Math.min(sorted.length - 1, Math.ceil(half + reach))] ?? 1) - (sorted[Math.max(0, Math.floor(half - reach))] ?? 0)) / 2
}

/** The interval at the time of stopping, and five planned looks at a micro average. */
function sequences(effort: Effort): Cell[] {
  const runs = effort(200)
  const random = seededRandom('sequence')
  const inside = shareOf(runs, () => {
    const scores: number[] = []
    const watch = watchGate({ bound, min: 0.8 }, accuracy, 200)
    for (let index = 0; index < 200; index++) {
      const score = Number(random.next() < 0.9)
      scores.push(score)
      watch?.add(score)
      if (watch?.verdict !== 'open') break
    }
    return covers(bettingInterval(scores, 200, 0.95), 0.9)
  })
  const looked = effort(1_000)
  const looking = seededRandom('looks')
  const outside = many(looked, () => {
    const items = many(100, () => drawItems(looking, 0.9))
    const ends = plannedLooks(100).map(({ cases, level }) =>
      microRatioInterval(
        items.slice(0, cases).map(([found, , missed]) => ({ numerator: found, denominator: found + missed })),
        { level, ends: 'each' },
      ),
    )
    return { below: ends.some((each) => each !== null && each.high < 0.9), above: ends.some((each) => each !== null && each.low >= 0.9) }
  })
  const share = (side: 'below' | 'above'): number => outside.filter((each) => each[side]).length / looked
  return [
    shareCell(5, 'interval at the time of stopping, true 0.9 against 0.8, n 200', inside, { least: 0.95 }, runs),
    shareCell(5, 'five looks at micro recall, just true, n 100: fail', share('below'), { most: MOST }, looked),
    shareCell(5, 'five looks at micro recall, just true, n 100: pass', share('above'), { most: MOST }, looked),
  ]
}
