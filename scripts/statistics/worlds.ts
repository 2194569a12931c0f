import { metricDefinition } from '../../src/metrics/metrics.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../../src/schema/metric-definition.ts'
import { binomialMass } from '../../src/statistics/binomial.ts'

export const accuracy = metricDefinition('accuracy') as MetricDefinition
export const quality = metricDefinition('quality') as MetricDefinition
export const f1 = metricDefinition('f1') as MetricDefinition

/** Scores of cases `0001`, `0002` …; `null` is missing. */
export const scoresOf = (scores: readonly (number | null)[]): CaseScore[] =>
  scores.map((score, index) => ({ case: String(index).padStart(6, '0'), caseHash: `hash ${index}`, score }))

export const many = <T>(n: number, one: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => one(index))

/** Successes of one case in `trials` trials: any two trials of a case have the correlation `icc`, each has the chance `p`. */
export function successes(random: Random, p: number, trials: number, icc: number): number {
  const repeated = Math.sqrt(icc)
  const own = Number(random.next() < p)
  let sum = 0
  for (let trial = 0; trial < trials; trial++) sum += random.next() < repeated ? own : Number(random.next() < p)
  return sum
}

/** A gamma variate of the given shape and scale 1 (Marsaglia and Tsang 2000). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = random.normal()
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A beta variate with mean `p`; a small `concentration` puts most of it near 0 and 1. */
export function beta(random: Random, p: number, concentration: number): number {
  const [x, y] = [gamma(random, p * concentration), gamma(random, (1 - p) * concentration)]
  return x / (x + y)
}

/** Two runs on the same cases, right with chances `now` and `base`, whose results have the correlation φ: the chances of the four outcomes of a case. */
export interface TwoRuns {
  both: number
  onlyNow: number
  onlyBase: number
}

export function twoRuns(now: number, base: number, phi: number): TwoRuns {
  const both = now * base + phi * Math.sqrt(now * (1 - now) * base * (1 - base))
  return { both, onlyNow: now - both, onlyBase: base - both }
}

/** Both runs of one case. */
export function drawRuns(random: Random, { both, onlyNow, onlyBase }: TwoRuns): [number, number] {
  const draw = random.next()
  if (draw < both) return [1, 1]
  if (draw < both + onlyNow) return [1, 0]
  return draw < both + onlyNow + onlyBase ? [0, 1] : [0, 0]
}

/** The chance that something is so of two runs over `n` cases, enumerated over all tables of cases that only one run got right. */
export function enumerateRuns(n: number, { onlyNow, onlyBase }: TwoRuns, isSo: (now: CaseScore[], base: CaseScore[]) => boolean): number {
  let sum = 0
  for (let b = 0; b <= n; b++) {
    for (let c = 0; c <= n - b; c++) {
      const mass = binomialMass(b, n, onlyNow) * binomialMass(c, n - b, onlyBase / (1 - onlyNow))
      if (mass < 1e-9) continue
      const now = scoresOf(many(n, (index) => Number(index < b || index >= b + c)))
      const base = scoresOf(many(n, (index) => Number(index >= b)))
      if (isSo(now, base)) sum += mass
    }
  }
  return sum
}

/** Counts of one case's items: right ones found, right ones missed, wrong ones added; any two of its items have the correlation `icc`. */
export function drawItems(random: Random, p: number, icc = 0.1): [number, number, number] {
  const gold = random.int(3, 15)
  const found = successes(random, p, gold, icc)
  const added = gold - successes(random, p, gold, icc)
  return [found, added, gold - found]
}

export const partsOf = (counts: readonly (readonly [number, number, number])[]): CaseScore[] =>
  counts.map(([truePositives, falsePositives, falseNegatives], index) => ({
    case: String(index).padStart(6, '0'),
    caseHash: `hash ${index}`,
    score: (2 * truePositives) / Math.max(1, 2 * truePositives + falsePositives + falseNegatives),
    parts: { truePositives, falsePositives, falseNegatives },
  }))
