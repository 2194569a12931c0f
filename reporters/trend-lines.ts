import type { BenchmarkTrend, TrendChange, TrendSeries } from '../src/schema/benchmark-trend.ts'
import { formatMs } from './benchmark-table.ts'
import { oneLine } from './one-line.ts'
import type { Paint } from './paint.ts'
import { plainTable } from './plain-table.ts'
import { changeText, FIGURE_NAMES, pSentence, pText } from './profile-comparison-lines.ts'
import { wrapText } from './wrap-text.ts'

/** Changes over runs in lines for a terminal: when, how much, slower or faster; then each series in a row. */
export function trendLines({ series, floor, leastRuns, warnings }: BenchmarkTrend, width: number, paint: Paint): string[] {
  if (series.length === 0) return ['There are no profiles to look at. taskbench bench run … --profile stores them.']
  const changes = series.flatMap((each) => each.changes.map((change) => ({ each, change })))
  const rows = series.map((each) => [
    each.step === 0 ? each.scenario : `${each.scenario}, step ${each.step}`,
    each.model,
    FIGURE_NAMES[each.figure] ?? each.figure,
    String(each.points.length),
    formatMs(each.points[0]?.valueMs),
    formatMs(each.points.at(-1)?.valueMs),
    pText(each.adjustedPValue),
    each.verdict,
  ])
  return [
    ...warnings.flatMap((warning) => wrapText(oneLine(warning, 400), width, '  ')).map(paint.yellow),
    ...changes.flatMap(({ each, change }) => {
      const color = change.verdict === 'slower' ? paint.red : paint.green
      return wrapText(oneLine(changeSentence(each, change), 600), width, '  ').map(color)
    }),
    ...(changes.length === 0 ? ['No change was found.'] : []),
    '',
    ...plainTable(['scenario', 'model', 'figure', 'runs', 'first', 'last', 'p (Holm)', 'verdict'], rows, width),
    '',
    ...wrapText(
      `Each run is one value (geometric mean). A change counts from ${(100 * floor).toFixed(0)} % on, with p < 0.05 over all series; at least ${leastRuns} runs are needed. A longer time is slower.`,
      width,
      '  ',
    ).map(paint.dim),
  ]
}

/** One change in words. */
function changeSentence({ scenario, model, figure }: TrendSeries, change: TrendChange): string {
  const { runId, at, beforeMs, afterMs, ratio, verdict, runsBefore, runsAfter, adjustedPValue } = change
  const word = verdict === 'slower' ? 'slower (worse)' : 'faster (better)'
  return `${model}, ${scenario}: ${FIGURE_NAMES[figure] ?? figure} is ${word} since ${at.slice(0, 10)} (run ${runId}): ${changeText(ratio)}, ${formatMs(beforeMs)} → ${formatMs(afterMs)}, ${runsBefore} runs before and ${runsAfter} after, ${pSentence(adjustedPValue)}`
}
