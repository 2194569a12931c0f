import type { BenchmarkReport } from '../../schema/benchmark-report.ts'
import { BenchmarkApp } from '../benchmarks/benchmark-app.tsx'
import { BenchmarkContext } from '../benchmarks/benchmark-context.ts'
import { decodeBlock } from '../data/decode-block.ts'
import type { PageKind } from './page-kind.ts'
import { tellState } from './tell-state.ts'

/** A benchmark. */
export const benchmarkPage: PageKind = {
  block: 'benchmark',
  async open(block) {
    const report = await decodeBlock<BenchmarkReport>(block.element)
    tellState('ready')
    return {
      title: `Benchmark ${report.run.id} · taskbench`,
      simulated: new Set(report.cells.filter(({ simulated }) => simulated).map(({ model }) => model)),
      content: (
        <BenchmarkContext value={report}>
          <BenchmarkApp />
        </BenchmarkContext>
      ),
    }
  },
}
