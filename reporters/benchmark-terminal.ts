import { formatMoney } from '../src/report/format-metric.ts'
import type { BenchmarkReport, SweepCurve } from '../src/schema/benchmark-report.ts'
import { stripControl } from '../src/text/strip-control.ts'
import { adviceSentences, comparisonSentences } from './benchmark-findings.ts'
import { benchmarkRemarks, benchmarkTable, cellsByScenario, formatMs, formatRate } from './benchmark-table.ts'
import { oneLine } from './one-line.ts'
import type { Paint } from './paint.ts'
import { plainTable } from './plain-table.ts'

const LONGEST_REMARK = 300

/** A benchmark's report in lines for the terminal: a table per scenario, what is suspect in it, and where sweeps saturate. */
export function benchmarkLines(report: BenchmarkReport, width: number, paint: Paint): string[] {
  const { run, costNanoUsd, unpricedCalls, sweeps } = report
  const tables = cellsByScenario(report).flatMap(([scenario, cells]) => {
    const { header, rows } = benchmarkTable(cells)
    const [head = '', ...body] = plainTable(header, rows, width)
    const remarks = benchmarkRemarks(cells).map((remark) => {
      const line = `  ${oneLine(stripControl(remark), LONGEST_REMARK)}`
      return remark.startsWith('suspect') ? paint.yellow(line) : remark.startsWith('failed') ? paint.red(line) : paint.dim(line)
    })
    const curves = sweeps.filter((sweep) => sweep.scenario === scenario).map(sweepLine)
    const compared = comparisonSentences(report, scenario).map((text) => `  ${text}`)
    return ['', paint.bold(oneLine(scenario, 100)), paint.dim(head), ...body, ...curves, ...compared, ...remarks]
  })
  const cost = `${formatMoney(costNanoUsd)}${unpricedCalls > 0 ? ` and ${unpricedCalls} calls without a price` : ''}`
  const ended =
    run.status === 'complete'
      ? ''
      : `${run.status}${run.stopReason === null || run.stopReason === run.status ? '' : `: ${oneLine(run.stopReason)}`}; `
  return [
    ...tables,
    ...(report.recommendations.length > 0 ? ['', paint.bold('Advice')] : []),
    ...adviceSentences(report).map((text) => `  ${text}`),
    '',
    `Benchmark ${run.id}: ${ended}seed ${run.seed}, cost ${cost}${report.cells.some(({ simulated }) => simulated) ? ', simulated models included' : ''}`,
  ]
}

function sweepLine({ model, points, saturation, of }: SweepCurve): string {
  const unit = of === 'ratePerSecond' ? '/s' : ' at once'
  const last = points.at(-1)
  const said = saturation
    ? `${model} saturates at ${formatRate(saturation.target)}${unit} with ${formatRate(saturation.requestsPerSecond)} requests/s: ${saturation.because}`
    : `${model} does not saturate up to ${formatRate(last?.target)}${unit} (p95 ${formatMs(last?.p95Ms)})`
  return `  ${oneLine(said, LONGEST_REMARK)}`
}
