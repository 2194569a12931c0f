import type { BenchmarkReport, SweepCurve } from '../src/schema/benchmark-report.ts'
import { formatMoney } from '../src/report/format-metric.ts'
import { stripControl } from '../src/text/strip-control.ts'
import type { BenchmarkFormat } from './benchmark-formats.ts'
import { adviceSentences, comparisonSentences } from './benchmark-findings.ts'
import { benchmarkRemarks, benchmarkTable, cellsByScenario, formatMs, formatRate } from './benchmark-table.ts'
import { markdownTable } from './markdown-table.ts'
import { oneLine } from './one-line.ts'

const LONGEST_REMARK = 400

/** `report.md`: a table per scenario, what is suspect in it, and where sweeps saturate. */
export const benchmarkMarkdown: BenchmarkFormat = {
  fileName: 'report.md',
  write(report) {
    const sections = cellsByScenario(report).flatMap(([scenario, cells]) => {
      const { header, rows } = benchmarkTable(cells)
      const safe = rows.map((row) => row.map((cell) => text(cell, 120)))
      return [
        `## ${text(scenario, 120)}`,
        '',
        ...markdownTable(header, safe, 1),
        '',
        ...benchmarkRemarks(cells).map((remark) => `- ${text(remark, LONGEST_REMARK)}`),
        '',
        ...report.sweeps.filter((sweep) => sweep.scenario === scenario).flatMap(sweepLines),
        '',
        ...comparisonSentences(report, scenario).map((sentence) => `- ${text(sentence, LONGEST_REMARK)}`),
        '',
      ]
    })
    const advice = adviceSentences(report).map((sentence) => `- ${text(sentence, LONGEST_REMARK)}`)
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
    `Run ${id}, ${status}${stopReason === null ? '' : ` (${text(stopReason, LONGEST_REMARK)})`}, from ${startedAt}, seed ${seed}.`,
    `Machine: ${text(machine.cpu, 80)}, ${machine.cores} cores. Cost: ${formatMoney(costNanoUsd)}${unpricedCalls > 0 ? ` and ${unpricedCalls} calls without a price` : ''}.`,
  ]
}

function sweepLines({ model, points, saturation }: SweepCurve): string[] {
  const said = saturation
    ? `saturates at ${formatRate(saturation.target)}: ${saturation.because}`
    : `no saturation up to ${formatRate(points.at(-1)?.target)} (p95 ${formatMs(points.at(-1)?.p95Ms)})`
  return [`- ${text(model, 120)}: ${said}`, '']
}

/** Names and messages come from files and servers. */
function text(value: string, most: number): string {
  return oneLine(stripControl(value), most).replaceAll(/[<>`*_[\]]/g, (character) => `\\${character}`)
}
