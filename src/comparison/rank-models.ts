import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Comparison, Ranking } from '../schema/report.ts'
import { alignScores, MOST_MISSING } from './align-scores.ts'
import type { AlignedScores } from './align-scores.ts'
import { ALPHA } from './alpha.ts'
import type { FigureOf } from './figure-of.ts'

type Entry = Ranking['entries'][number]

/**
 * Models by one metric of one task, best first, each on the cases that all ranked models have. A model is ranked unless it lacks over 5 % of
 * the cases that the fullest model has; then it is scored on its own cases and stands after the ranked ones, whether it is tied unknown.
 * `figureOf` says the score. `tiedWithBest` by the p adjusted over all pairs (`comparisons`, from compareModels); `null` where that is undecided. No score is last.
 */
export function rankModels(
  task: string,
  metric: MetricDefinition,
  scoresByModel: ReadonlyMap<string, readonly CaseScore[]>,
  comparisons: readonly Comparison[],
  figureOf: FigureOf,
): Ranking {
  const models = [...scoresByModel.keys()]
  const aligned = alignScores([...scoresByModel.values()])
  const counts = models.map((_, side) => aligned.rows.filter((row) => row[side]).length)
  const most = Math.max(0, ...counts)
  const ranked = models.filter((_, side) => (counts[side] ?? 0) > 0 && (counts[side] ?? 0) >= (1 - MOST_MISSING) * most - 1e-9)
  const sides = ranked.map((model) => models.indexOf(model))
  const entries = models.map((model, side): Entry & { isRanked: boolean } => {
    const isRanked = ranked.includes(model)
    const figure = figureOf(model, scoresOf(aligned, side, isRanked ? sides : [side]))
    return { model, ...figure, tiedWithBest: null, isRanked }
  })
  const sign = metric.direction === 'higher' ? -1 : 1
  const place = (entry: (typeof entries)[number]): number => (entry.score === null ? 2 : entry.isRanked ? 0 : 1)
  entries.sort((a, b) => place(a) - place(b) || sign * ((a.score ?? 0) - (b.score ?? 0)) || (a.model < b.model ? -1 : 1))
  const best = entries[0]?.score === null ? undefined : entries[0]
  const tied = (entry: Entry & { isRanked: boolean }): boolean | null => {
    if (!best || entry.score === null || !entry.isRanked) return null
    return entry === best ? true : tiedWith(best.model, entry.model, comparisons)
  }
  return {
    task,
    metric: metric.name,
    entries: entries.map((entry) => ({
      model: entry.model,
      score: entry.score,
      low: entry.low,
      high: entry.high,
      tiedWithBest: tied(entry),
    })),
  }
}

/** The scores of one side on the cases that all given sides have. */
function scoresOf({ rows }: AlignedScores, side: number, sides: readonly number[]): CaseScore[] {
  const scores: CaseScore[] = []
  for (const row of rows) {
    const own = row[side]
    if (own && sides.every((each) => row[each])) scores.push(own)
  }
  return scores
}

function tiedWith(best: string, model: string, comparisons: readonly Comparison[]): boolean | null {
  const comparison = comparisons.find(({ a, b }) => (a === best && b === model) || (a === model && b === best))
  if (!comparison || comparison.verdict === 'undecided' || comparison.adjustedPValue === null) return null
  // A median may be best where the mean difference of the cases is not.
  if (comparison.verdict === (comparison.a === best ? 'worse' : 'better')) return null
  return comparison.adjustedPValue > ALPHA
}
