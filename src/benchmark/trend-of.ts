import type { BenchmarkTrend, TrendChange, TrendSeries } from '../schema/benchmark-trend.ts'
import { COMPARED_FIGURES } from '../schema/profile.ts'
import type { BenchmarkProfile, ComparedFigure } from '../schema/profile.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { changePoint, LEAST_SERIES } from '../statistics/change-point.ts'
import type { ChangePoint } from '../statistics/change-point.ts'
import { holm } from '../statistics/holm.ts'
import { quantile } from '../statistics/quantile.ts'
import { EFFECT_FLOOR } from './speed-verdict.ts'

const ALPHA = 0.05
/** Older ones are left out: the search takes time by the square of runs. */
const MOST_RUNS = 100

export interface TrendOptions {
  floor?: number | undefined
  seed?: number | undefined
  /** By which p is found; default 4,999. */
  permutations?: number | undefined
}

type Series = Pick<TrendSeries, 'scenario' | 'scenarioHash' | 'step' | 'model' | 'figure' | 'machine' | 'points'>

/**
 * Lasting changes over runs: each series is searched for a change of level (Holm over all series), and where there is one, the parts around it again. A
 * change is told where it is significant and reaches the floor; longer times are *slower*.
 */
export function trendOf(
  profiles: readonly BenchmarkProfile[],
  { floor = EFFECT_FLOOR, seed = 1, permutations }: TrendOptions = {},
): BenchmarkTrend {
  const all = seriesOf(profiles)
  const tests = all.map((series) => search(series, 0, series.points.length, { seed, permutations }))
  const adjusted = holm(tests.map((test) => test?.pValue ?? null))
  const series = all.map((each, index): TrendSeries => {
    const test = tests[index] ?? null
    const adjustedPValue = adjusted[index] ?? null
    const changes = test === null || adjustedPValue === null ? [] : changesOf(each, test, { adjustedPValue, floor, seed, permutations })
    const verdict = test === null ? 'too few runs' : (changes.at(-1)?.verdict ?? 'no change found')
    return { ...each, pValue: test?.pValue ?? null, adjustedPValue, changes, verdict }
  })
  return { schema: 'taskbench/trend@1', floor, leastRuns: LEAST_SERIES, series, warnings: warningsOf(series) }
}

function seriesOf(profiles: readonly BenchmarkProfile[]): Series[] {
  const keyOf = ({ machine, scenario, scenarioHash, step, model }: BenchmarkProfile) =>
    JSON.stringify([scenario, scenarioHash, step.index, model, machine.hash])
  return [...Map.groupBy(profiles, keyOf).values()].flatMap((group) =>
    COMPARED_FIGURES.flatMap((figure) => {
      const points = pointsOf(group, figure)
      const [first] = group
      if (first === undefined || points.length === 0) return []
      const { scenario, scenarioHash, step, model, machine } = first
      return [{ scenario, scenarioHash, step: step.index, model, figure, machine: machine.hash, points }]
    }),
  )
}

function pointsOf(group: readonly BenchmarkProfile[], figure: ComparedFigure): Series['points'] {
  return [...Map.groupBy(group, ({ runId }) => runId)]
    .flatMap(([runId, blocks]) => {
      const logs = blocks.flatMap(({ figures }) => figures[figure]?.meanLog ?? [])
      if (logs.length === 0) return []
      const valueMs = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
      return [{ runId, at: blocks[0]?.at ?? '', valueMs, suspect: blocks.some(({ suspect }) => suspect) }]
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.runId < b.runId ? -1 : 1))
    .slice(-MOST_RUNS)
}

function search({ points, ...series }: Series, from: number, to: number, { seed = 1, permutations }: TrendOptions): ChangePoint | null {
  const { scenario, step, model, figure, machine } = series
  const found = changePoint(
    points.slice(from, to).map(({ valueMs }) => valueMs),
    seededRandom('trend', seed, scenario, step, model, figure, machine, from, to),
    permutations,
  )
  return found && { indexes: found.indexes.map((index) => from + index), pValue: found.pValue }
}

interface Found {
  index: number
  pValue: number
  adjustedPValue: number
}

function changesOf(series: Series, first: ChangePoint, options: TrendOptions & { adjustedPValue: number }): TrendChange[] {
  const { floor = EFFECT_FLOOR } = options
  const found: Found[] = []
  const split = (from: number, to: number, { indexes, pValue }: ChangePoint, adjustedPValue: number) => {
    if (adjustedPValue >= ALPHA) return
    found.push(...indexes.map((index) => ({ index, pValue, adjustedPValue })))
    const bounds = [from, ...indexes, to]
    for (const [place, start] of bounds.slice(0, -1).entries()) {
      const end = bounds[place + 1] ?? to
      const inner = search(series, start, end, options)
      // Its parts are searched only because a change was found.
      if (inner !== null) split(start, end, inner, Math.max(adjustedPValue, Math.min(1, (bounds.length - 1) * inner.pValue)))
    }
  }
  split(0, series.points.length, first, options.adjustedPValue)
  return found
    .sort((a, b) => a.index - b.index)
    .map((change, place, changes) =>
      changeAt(series, change, changes[place - 1]?.index ?? 0, changes[place + 1]?.index ?? series.points.length),
    )
    .filter(({ ratio }) => ratio >= 1 + floor || ratio <= 1 / (1 + floor))
}

function changeAt({ points }: Series, { index, pValue, adjustedPValue }: Found, from: number, to: number): TrendChange {
  const typical = (start: number, end: number) =>
    quantile(Float64Array.from(points.slice(start, end), ({ valueMs }) => valueMs).sort(), 0.5)
  const [beforeMs, afterMs] = [typical(from, index), typical(index, to)]
  const { runId = '', at = '' } = points[index] ?? {}
  return {
    runId,
    at,
    beforeMs,
    afterMs,
    ratio: afterMs / beforeMs,
    runsBefore: index - from,
    runsAfter: to - index,
    pValue,
    adjustedPValue,
    verdict: afterMs > beforeMs ? 'slower' : 'faster',
  }
}

function warningsOf(series: readonly TrendSeries[]): string[] {
  const machines = new Set(series.map(({ machine }) => machine)).size
  const suspect = new Set(series.flatMap(({ points }) => points.filter((point) => point.suspect).map(({ runId }) => runId))).size
  return [
    ...(machines > 1 ? [`Profiles of ${machines} machines: each has its own series, and they are not compared.`] : []),
    ...(suspect > 0 ? [`${suspect} of the runs ${suspect === 1 ? 'is' : 'are'} suspect: a change there can be the client's.`] : []),
  ]
}
