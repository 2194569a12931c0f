import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Interval } from '../statistics/interval.ts'
import { studentInterval } from '../statistics/mean-interval.ts'
import { pairedInterval } from '../statistics/paired-interval.ts'
import { tangoInterval } from '../statistics/tango-interval.ts'

type Pair = { a: CaseScore; b: CaseScore }

/** A paired difference a − b over at least one case, ready for intervals at any level and for a test. */
export interface PairedDifference {
  value: number
  n: number
  /** Name of the interval's method. */
  method: string
  /** Standard error over cases; `null` with one case. */
  se: number | null
  /** Does the interval have pseudo-cases? */
  hasPseudoCases: boolean
  /** Right and wrong alone: cases that only a got right, that only b did. */
  discordant: { onlyA: number; onlyB: number } | null
  /** What sign flips exchange, per case: the scores of each side, or of ratio metrics numerators and denominators. */
  columns: { a: number[][]; b: number[][]; isRatio: boolean }
  /** The difference of each case (of ratio metrics: its linearised part); their mean is the value. */
  differences: number[]
  /** `null` where there are too few cases for one. */
  interval(level: number): Interval | null
}

/** The difference of two models (or runs) on the same cases; `null` for no cases or a ratio without a denominator. */
export function pairedDifference(pairs: readonly Pair[], metric: Pick<MetricDefinition, 'ratio' | 'unit'>): PairedDifference | null {
  if (pairs.length === 0) return null
  const { ratio } = metric
  if (ratio && pairs.every(({ a, b }) => a.parts && b.parts)) return ratioDifference(pairs, ratio)
  const differences = pairs.map(({ a, b }) => (a.score ?? 0) - (b.score ?? 0))
  const bounded = metric.unit === 'share'
  const binary = bounded && pairs.every(({ a, b }) => isBinary(a.score) && isBinary(b.score))
  if (binary) return binaryDifference(differences)
  const method = bounded ? 'paired t with two pseudo-cases' : 'paired t'
  const columns = { a: [pairs.map(({ a }) => a.score ?? 0)], b: [pairs.map(({ b }) => b.score ?? 0)], isRatio: false }
  const interval = (level: number): Interval | null => scoreInterval(differences, bounded, level)
  return { ...described(differences, method), hasPseudoCases: bounded, discordant: null, columns, interval }
}

const isBinary = (score: number | null): boolean => score === 0 || score === 1

const described = (differences: number[], method: string) => ({
  value: mean(differences),
  n: differences.length,
  method,
  se: differences.length < 2 ? null : sampleStandardDeviation(differences) / Math.sqrt(differences.length),
  differences,
})

function binaryDifference(differences: number[]): PairedDifference {
  const onlyA = differences.filter((difference) => difference > 0).length
  const onlyB = differences.filter((difference) => difference < 0).length
  const n = differences.length
  return {
    ...described(differences, 'Tango'),
    hasPseudoCases: false,
    discordant: { onlyA, onlyB },
    columns: { a: [], b: [], isRatio: false },
    interval: (level) => tangoInterval(onlyA, onlyB, n, level),
  }
}

function scoreInterval(differences: number[], bounded: boolean, level: number): Interval | null {
  const n = differences.length
  if (n < 2) return null
  if (bounded) return pairedInterval(differences, level)
  return studentInterval(mean(differences), sampleStandardDeviation(differences) / Math.sqrt(n), n - 1, level)
}

function ratioDifference(pairs: readonly Pair[], ratio: NonNullable<MetricDefinition['ratio']>): PairedDifference | null {
  const a = countsOf(pairs, ({ a: side }) => side, ratio)
  const b = countsOf(pairs, ({ b: side }) => side, ratio)
  const [influenceA, influenceB] = [linearised(a), linearised(b)]
  if (!influenceA || !influenceB) return null
  const differences = influenceA.map((part, index) => part - (influenceB[index] as number))
  const columns = { a: [a.numerators, a.denominators], b: [b.numerators, b.denominators], isRatio: true }
  const method = 'linearised, paired t with two pseudo-cases'
  const interval = (level: number): Interval | null => scoreInterval(differences, true, level)
  return { ...described(differences, method), hasPseudoCases: true, discordant: null, columns, interval }
}

/** Numerators and denominators, case by case. */
export interface RatioCounts {
  numerators: number[]
  denominators: number[]
}

export function countsOf<T>(
  cases: readonly T[],
  scoreOf: (each: T) => CaseScore,
  ratio: NonNullable<MetricDefinition['ratio']>,
): RatioCounts {
  const numerators: number[] = []
  const denominators: number[] = []
  for (const each of cases) {
    const { numerator, denominator } = ratio(scoreOf(each).parts as NonNullable<CaseScore['parts']>)
    numerators.push(numerator)
    denominators.push(denominator)
  }
  return { numerators, denominators }
}

/** Ratio + n·(numerator − ratio · denominator)/Σdenominator: values per case whose mean is the ratio. */
export function linearised({ numerators, denominators }: RatioCounts): number[] | null {
  const below = denominators.reduce((sum, value) => sum + value, 0)
  if (below === 0) return null
  const value = numerators.reduce((sum, each) => sum + each, 0) / below
  const n = numerators.length
  return numerators.map((numerator, index) => value + (n * (numerator - value * (denominators[index] as number))) / below)
}
