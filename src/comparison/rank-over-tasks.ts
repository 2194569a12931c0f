import { seededRandom } from '../random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Ranking } from '../schema/report.ts'
import { holm } from '../statistics/holm.ts'
import { LEVEL } from '../statistics/interval.ts'
import { flipPValue, SignFlips } from '../statistics/sign-flips.ts'
import { alignScores, MOST_MISSING } from './align-scores.ts'
import { ALPHA } from './alpha.ts'
import type { FigureOf } from './figure-of.ts'
import { flipsFor } from './flip-p-values.ts'
import { countsOf, linearised, pairedDifference } from './paired-difference.ts'

/** A task's primary metric, and the scores of each model by it. */
export interface RankedTask {
  task: string
  metric: Pick<MetricDefinition, 'name' | 'direction' | 'unit' | 'ratio'>
  scores: ReadonlyMap<string, readonly CaseScore[]>
  figureOf: FigureOf
}

/** `scores`: of each ranked model, on the cases that all have. */
type CommonTask = { metric: RankedTask['metric']; scores: CaseScore[][] }
type Entry = Ranking['entries'][number]
const NOTHING = { score: null, low: null, high: null, tiedWithBest: null }

/**
 * Models over several tasks, best first: the unweighted mean of the tasks' primary metrics (shares, higher is better), each on the cases that all
 * ranked models have. Tasks are independent: the squared distances to the bounds add up. `tiedWithBest` by sign flips over the cases of all tasks,
 * adjusted by Holm over all pairs; `null` where they find a difference whose 95 % interval holds 0. A model that lacks a task, or over 5 % of the cases of one, has no score and stands last. `null` where there are
 * not two tasks, or one's metric is not a share of which more is better.
 */
export function rankOverTasks(useCase: string, tasks: readonly RankedTask[], seed: number): Ranking | null {
  if (tasks.length < 2 || tasks.some(({ metric }) => metric.unit !== 'share' || metric.direction !== 'higher')) return null
  const models = [...new Set(tasks.flatMap(({ scores }) => [...scores.keys()]))].sort()
  const ranked = models.filter((model) => tasks.every(({ scores }) => isComplete(model, scores)))
  const inOrder = tasks.toSorted((a, b) => (a.task < b.task ? -1 : 1))
  const common = inOrder.map(({ metric, scores, figureOf }) => ({
    metric,
    figureOf,
    scores: commonScores(ranked.map((model) => scores.get(model) ?? [])),
  }))
  const figures = ranked.map((model, side) => ({
    model,
    ...meanFigure(common.map(({ figureOf, scores }) => figureOf(model, scores[side] ?? []))),
  }))
  const scored = figures.filter(({ score }) => score !== null)
  const sides = scored.map(({ model }) => ranked.indexOf(model))
  const p = pairPValues(
    sides.map((side) => weightedValues(common, side)),
    seededRandom(seed, useCase, 'tasks'),
  )
  const order = scored.map((_, index) => index).sort((a, b) => (scored[b]?.score ?? 0) - (scored[a]?.score ?? 0) || a - b)
  const best = order[0] ?? 0
  const entries = order.map((index): Entry => {
    const { model, score, low, high } = scored[index] as (typeof scored)[number]
    const isTied = index === best || p(best, index) > ALPHA
    const isKnown = isTied || !mayBeNone(common, sides[best] ?? 0, sides[index] ?? 0)
    return { model, score, low, high, tiedWithBest: isKnown ? isTied : null }
  })
  const names = new Set(tasks.map(({ metric }) => metric.name))
  const unscored = models.filter((model) => !entries.some((entry) => entry.model === model)).map((model) => ({ model, ...NOTHING }))
  return { useCase, metric: [...names].sort().join(', '), entries: [...entries, ...unscored] }
}

const present = (scores: readonly CaseScore[]): number => scores.filter(({ score, parts }) => parts !== undefined || score !== null).length

function isComplete(model: string, scores: ReadonlyMap<string, readonly CaseScore[]>): boolean {
  const most = Math.max(...[...scores.values()].map(present))
  const own = present(scores.get(model) ?? [])
  return own > 0 && own >= (1 - MOST_MISSING) * most - 1e-9
}

/** The scores of each side on the cases that all have. */
function commonScores(sides: readonly (readonly CaseScore[])[]): CaseScore[][] {
  const rows = alignScores(sides).rows.filter((row) => row.every((score) => score !== null))
  return sides.map((_, side) => rows.map((row) => row[side] as CaseScore))
}

function meanFigure(figures: readonly Pick<Entry, 'score' | 'low' | 'high'>[]): Pick<Entry, 'score' | 'low' | 'high'> {
  const score = figures.reduce<number | null>(
    (sum, each) => (sum === null || each.score === null ? null : sum + each.score / figures.length),
    0,
  )
  if (score === null) return NOTHING
  const reach = (end: 'low' | 'high'): number =>
    Math.sqrt(figures.reduce((sum, each) => sum + ((each[end] ?? 0) - (each.score ?? 0)) ** 2, 0)) / figures.length
  return { score, low: score - reach('low'), high: score + reach('high') }
}

/** Does the interval of the mean difference of two models hold 0? As above, from the intervals of the tasks' differences. */
function mayBeNone(tasks: readonly CommonTask[], a: number, b: number): boolean {
  const differences = tasks.map(({ metric, scores }) => {
    const sideB = scores[b] ?? []
    const pairs = (scores[a] ?? []).flatMap((score, index) => (sideB[index] ? [{ a: score, b: sideB[index] }] : []))
    const difference = pairedDifference(pairs, metric)
    const interval = difference?.interval(LEVEL) ?? null
    return { score: difference?.value ?? null, low: interval?.low ?? null, high: interval?.high ?? null }
  })
  const { low, high } = meanFigure(differences)
  return low !== null && high !== null && low <= 0 && high >= 0
}

/** Values per case of all tasks whose sum is the mean over tasks. */
function weightedValues(tasks: readonly CommonTask[], side: number): number[] {
  return tasks.flatMap(({ metric: { ratio }, scores }) => {
    const own = scores[side] ?? []
    const isRatio = ratio !== undefined && own.every(({ parts }) => parts)
    const values = isRatio ? linearised(countsOf(own, (score) => score, ratio)) : own.map(({ score }) => score ?? 0)
    return (values ?? []).map((value) => value / own.length / tasks.length)
  })
}

/** The adjusted p of two models by their places. */
function pairPValues(columns: readonly (readonly number[])[], random: ReturnType<typeof seededRandom>): (a: number, b: number) => number {
  const pairs = columns.flatMap((_, a) => columns.slice(a + 1).map((__, offset): [number, number] => [a, a + 1 + offset]))
  if (pairs.length === 0) return () => 1
  const flips = new SignFlips(columns[0]?.length ?? 0, flipsFor(pairs.length), random)
  const sums = columns.map((column) => flips.sums(column))
  const total = columns.map((column) => column.reduce((sum, value) => sum + value, 0))
  const adjusted = holm(
    pairs.map(([a, b]) => {
      const other = sums[b] as Float64Array
      const flipped = (sums[a] as Float64Array).map((sum, flip) => sum - (other[flip] as number))
      return flipPValue(flipped, (total[a] ?? 0) - (total[b] ?? 0))
    }),
  )
  return (a, b) => adjusted[pairs.findIndex(([x, y]) => x === Math.min(a, b) && y === Math.max(a, b))] ?? 1
}
