import type { BenchmarkFormat } from './benchmark-formats.ts'
import { readBenchmarkTemplate } from './html/read-template.ts'
import { writeBenchmarkPage } from './html/write-benchmark-page.ts'

/** `report.html`: one file that needs no network. Rejects with EvalError config when the app was not built. */
export const benchmarkHtml: BenchmarkFormat = {
  fileName: 'report.html',
  async *write(report) {
    yield* writeBenchmarkPage(report, await readBenchmarkTemplate())
  },
}
