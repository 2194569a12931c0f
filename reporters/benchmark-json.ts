import type { BenchmarkFormat } from './benchmark-formats.ts'

/** `report.json`: the report as it is. */
export const benchmarkJson: BenchmarkFormat = {
  fileName: 'report.json',
  write: (report) => `${JSON.stringify(report, null, 2)}\n`,
}
