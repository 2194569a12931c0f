import type { BenchmarkComparison } from '../src/schema/benchmark-report.ts'
import type { ComparedRun, ProfileComparison } from '../src/schema/benchmark-trend.ts'
import { oneLine } from './one-line.ts'
import type { Paint } from './paint.ts'
import { plainTable } from './plain-table.ts'
import { wrapText } from './wrap-text.ts'

/** Names of compared figures, as they are read. */
export const FIGURE_NAMES: Readonly<Partial<Record<string, string>>> = {
  firstTokenMs: 'first token',
  timePerOutputTokenMs: 'time per token',
  latencyMs: 'latency',
  latencyFromScheduleMs: 'latency from schedule',
}

/** What two benchmark runs say of each other, in lines for a terminal; a longer time is *slower*. */
export function profileComparisonLines(found: ProfileComparison, width: number, paint: Paint): string[] {
  const { a, b, comparisons, floor, refused, warnings } = found
  const header = ['scenario', 'a', 'b', 'figure', 'change', '95 %', 'p (Holm)', 'blocks', 'verdict']
  const notes = [...refused, ...warnings].flatMap((note) => wrapText(oneLine(note, 600), width, '  ')).map(paint.yellow)
  return [
    `A  ${runText(a)}`,
    `B  ${runText(b)}`,
    ...notes,
    '',
    ...plainTable(header, comparisons.map(rowOf), width),
    '',
    ...wrapText(
      `Ratios of typical times (geometric means), b to a. A change counts from ${(100 * floor).toFixed(0)} % on, with p < 0.05 over all figures; a longer time is slower.`,
      width,
      '  ',
    ).map(paint.dim),
    ...new Set(comparisons.map(({ method }) => paint.dim(oneLine(method)))),
  ]
}

function rowOf(comparison: BenchmarkComparison): string[] {
  const { scenario, step, a, b, figure, ratio, low, high, adjustedPValue, blockPairs, verdict } = comparison
  return [
    step === 0 ? scenario : `${scenario}, step ${step}`,
    modelOf(a),
    modelOf(b),
    FIGURE_NAMES[figure] ?? figure,
    changeText(ratio),
    low === null || high === null ? '–' : `${changeText(low)} … ${changeText(high)}`,
    pText(adjustedPValue),
    String(blockPairs),
    verdict,
  ]
}

/** A ratio as a change: +15.0 %, −3.2 %, × 2.50. */
export function changeText(ratio: number): string {
  if (ratio >= 2 || ratio <= 0.5) return `× ${ratio.toPrecision(3)}`
  const percent = 100 * (ratio - 1)
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`
}

/** A p-value in a sentence. */
export const pSentence = (p: number | null): string => (p !== null && p < 0.001 ? 'p < 0.001' : `p = ${pText(p)}`)

/** A p-value to three decimals; – where nothing was tested. */
export const pText = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

const modelOf = (side: string): string => side.slice(side.indexOf('@') + 1)

const runText = ({ runId, at, commit, machine }: ComparedRun): string =>
  oneLine(`${runId}, ${at.slice(0, 16)}${commit === null ? '' : `, commit ${commit.slice(0, 8)}`}, ${machine.cores} × ${machine.cpu}`, 200)
