import type { BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { benchmarkCsv } from './benchmark-csv.ts'
import { benchmarkHtml } from './benchmark-html.ts'
import { benchmarkJson } from './benchmark-json.ts'
import { benchmarkMarkdown } from './benchmark-markdown.ts'

/** One format of a benchmark's report. */
export interface BenchmarkFormat {
  fileName: string
  write(report: BenchmarkReport): string | AsyncIterable<string>
}

/** Every format that a benchmark writes. */
export const benchmarkFormats: Record<string, BenchmarkFormat> = {
  json: benchmarkJson,
  csv: benchmarkCsv,
  markdown: benchmarkMarkdown,
  html: benchmarkHtml,
}
