import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import { binomialMass } from '../../src/statistics/binomial.ts'
import { meanInterval } from '../../src/statistics/mean-interval.ts'
import { microRatioInterval, repeatedRatioInterval } from '../../src/statistics/micro-ratio-interval.ts'
import { pairedInterval } from '../../src/statistics/paired-interval.ts'
import { proportionInterval } from '../../src/statistics/proportion-interval.ts'
import { quantileInterval } from '../../src/statistics/quantile-interval.ts'
import { tangoInterval } from '../../src/statistics/tango-interval.ts'
import { covers, shareCell, shareOf } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { beta, drawItems, many, successes, twoRuns } from './worlds.ts'

const SIZES = [8, 20, 50, 100, 500]
const SHARES = [0.5, 0.9, 0.99]

/** Large samples cost more and vary less. */
const runsOf = (n: number): number => (n > 100 ? 1_000 : n > 20 ? 3_000 : 6_000)

/** Point 1: the intervals contain the truth as often as they say. */
export const coverage = (effort: Effort): Cell[] => SIZES.flatMap((n) => [...binary(n), ...simulated(n, effort), ...differences(n, effort)])

/** Right and wrong once per case, enumerated. */
function binary(n: number): Cell[] {
  const intervals = many(n + 1, (right) => proportionInterval(many(n, (index) => ({ successes: Number(index < right), trials: 1 }))))
  const at = (p: number): number => intervals.reduce((sum, each, right) => sum + (covers(each, p) ? binomialMass(right, n, p) : 0), 0)
  const grid = many(19, (index) => at(0.05 * (index + 1)))
  const average = grid.reduce((sum, each) => sum + each, 0) / grid.length
  return [
    ...SHARES.map((p) => shareCell(1, `share, n ${n}, p ${p}, K 1`, at(p), { least: 0.91 })),
    shareCell(1, `share, n ${n}, mean over p 0.05 … 0.95, K 1`, average, { least: 0.94, most: 0.97 }),
  ]
}

function simulated(n: number, effort: Effort): Cell[] {
  const runs = effort(runsOf(n))
  const cell = (name: string, least: number | null, of: (random: Random) => boolean, count = runs): Cell => {
    const random = seededRandom('coverage', name, n)
    const figure = shareOf(count, () => of(random))
    return shareCell(1, name, figure, least === null ? {} : { least }, count)
  }
  const trials = (p: number, icc: number) => (random: Random) =>
    covers(proportionInterval(many(n, () => ({ successes: successes(random, p, 3, icc), trials: 3 }))), p)
  const recall = (p: number, icc: number) => (random: Random) =>
    covers(microRatioInterval(many(n, () => recallOf(drawItems(random, p, icc)))), p)
  const least = n < 20 ? 0.9 : n < 50 ? 0.92 : 0.93
  const graded = (name: string, p: number, score: (random: Random) => number) =>
    cell(
      `mean, ${name}, n ${n}, p ${p}`,
      least,
      (random) => covers(meanInterval(many(n, () => score(random))), p),
      effort(n > 20 ? 1_000 : 6_000),
    )
  return [
    ...SHARES.flatMap((p) => [
      cell(`share, n ${n}, p ${p}, K 3`, 0.92, trials(p, 0)),
      cell(`share, n ${n}, p ${p}, K 3, correlation 0.6`, 0.92, trials(p, 0.6)),
      cell(`micro recall, n ${n}, p ${p}`, 0.92, recall(p, 0.1)),
      cell(`micro recall, n ${n}, p ${p}, correlation 0.25`, null, recall(p, 0.25)),
      cell(`micro F1, n ${n}, p ${p}`, 0.92, (random) => covers(microRatioInterval(many(n, () => f1Of([drawItems(random, p)]))), p)),
      cell(`micro F1, n ${n}, p ${p}, K 3`, 0.92, (random) =>
        covers(repeatedRatioInterval(many(n, () => ({ ...f1Of(many(3, () => drawItems(random, p))), trials: 3 }))), p),
      ),
      graded('share of 5 checks', p, (random) => successes(random, p, 5, 0.1) / 5),
    ]),
    ...[0.5, 0.9].map((p) => graded('beta', p, (random) => beta(random, p, 10))),
    ...(n < 20 ? [] : [cell(`median of a skewed duration, n ${n}`, 0.95, (random) => covers(medianOf(n, random), 1))]),
  ]
}

const recallOf = ([found, , missed]: readonly [number, number, number]) => ({ numerator: found, denominator: found + missed })

/** Of the mean counts of a case's trials. */
function f1Of(trials: readonly (readonly [number, number, number])[]) {
  const mean = (index: 0 | 1 | 2): number => trials.reduce((sum, counts) => sum + counts[index], 0) / trials.length
  return { numerator: 2 * mean(0), denominator: 2 * mean(0) + mean(1) + mean(2) }
}

/** Of values whose median is 1. */
const medianOf = (n: number, random: Random) =>
  quantileInterval(
    many(n, () => [Math.exp(random.normal())]),
    0.5,
  )

function differences(n: number, effort: Effort): Cell[] {
  const { onlyNow, onlyBase } = twoRuns(0.7, 0.6, 0.5)
  let tango = 0
  for (let b = 0; b <= n; b++) {
    for (let c = 0; c <= n - b; c++) {
      const mass = binomialMass(b, n, onlyNow) * binomialMass(c, n - b, onlyBase / (1 - onlyNow))
      if (mass > 1e-9 && covers(tangoInterval(b, c, n), 0.1)) tango += mass
    }
  }
  const runs = effort(runsOf(n))
  const random = seededRandom('differences', n)
  const trials = (): number => (successes(random, 0.9, 3, 0.6) - successes(random, 0.8, 3, 0.6)) / 3
  const paired = shareOf(runs, () => covers(pairedInterval(many(n, trials)), 0.1))
  return [
    shareCell(1, `paired difference 0.7 − 0.6, n ${n}, K 1 (Tango)`, tango, { least: 0.94 }),
    shareCell(1, `paired difference 0.9 − 0.8, n ${n}, K 3, correlation 0.6`, paired, { least: 0.948 }, runs),
  ]
}
