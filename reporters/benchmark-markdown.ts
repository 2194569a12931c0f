import type { BenchmarkReport, SweepCurve } from '../src/schema/benchmark-report.ts'
import { formatMoney } from '../src/report/format-metric.ts'
import type { BenchmarkFormat } from './benchmark-formats.ts'
import { adviceSentences, comparisonSentences } from './benchmark-findings.ts'
import { benchmarkRemarks, benchmarkTable, cellsByScenario, formatMs, formatRate } from './benchmark-table.ts'
import { markdownTable } from './markdown-table.ts'
import { markdownCode } from './markdown-code.ts'

const LONGEST_REMARK = 400

/** `report.md`: a table per scenario, what is suspect in it, and where sweeps saturate. */
export const benchmarkMarkdown: BenchmarkFormat = {
  fileName: 'report.md',
  write(report) {
    const sections = cellsByScenario(report).flatMap(([scenario, cells]) => {
      const { header, rows } = benchmarkTable(cells)
      const safe = rows.map(([model = '', ...figures]) => [markdownCode(model, 120), ...figures])
      return [
        `## ${scenario}`,
        '',
        ...markdownTable(header, safe, 1),
        '',
        ...benchmarkRemarks(cells).map((remark) => `- ${markdownCode(remark, LONGEST_REMARK)}`),
        '',
        ...report.sweeps.filter((sweep) => sweep.scenario === scenario).flatMap(sweepLines),
        '',
        ...comparisonSentences(report, scenario).map((sentence) => `- ${markdownCode(sentence, LONGEST_REMARK)}`),
        '',
      ]
    })
    const advice = adviceSentences(report).map((sentence) => `- ${markdownCode(sentence, LONGEST_REMARK)}`)
    const lines = ['# Benchmark', '', ...headLines(report), '', ...sections, ...(advice.length > 0 ? ['## Advice', '', ...advice] : [])]
    return `${lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`
  },
}

function headLines({ run, costNanoUsd, unpricedCalls }: BenchmarkReport): string[] {
  const { id, status, stopReason, startedAt, seed, machine } = run
  return [
    `Run ${id}, ${status}${stopReason === null ? '' : ` (${markdownCode(stopReason, LONGEST_REMARK)})`}, from ${startedAt}, seed ${seed}.`,
    `Machine: ${markdownCode(machine.cpu, 80)}, ${machine.cores} cores. Cost: ${formatMoney(costNanoUsd)}${unpricedCalls > 0 ? ` and ${unpricedCalls} calls without a price` : ''}.`,
  ]
}

function sweepLines({ model, points, saturation }: SweepCurve): string[] {
  const said = saturation
    ? `saturates at ${formatRate(saturation.target)}: ${saturation.because}`
    : `no saturation up to ${formatRate(points.at(-1)?.target)} (p95 ${formatMs(points.at(-1)?.p95Ms)})`
  return [`- ${markdownCode(model, 120)}: ${said}`, '']
}
