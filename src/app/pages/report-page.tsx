import type { Report } from '../../schema/report.ts'
import { App } from '../app.tsx'
import { dataBlocks } from '../data/data-blocks.ts'
import { decodeBlock } from '../data/decode-block.ts'
import { ReportContext } from '../data/report-context.ts'
import { createRowStore } from '../data/row-store.ts'
import { testRow } from '../data/test-row.ts'
import { tellState } from './tell-state.ts'
import type { PageKind } from './page-kind.ts'

/** The report of one run and use case. */
export const reportPage: PageKind = {
  block: 'report',
  async open(block, document) {
    const report = await decodeBlock<Report>(block.element)
    const rows = createRowStore(dataBlocks(document, 'details'), testRow, tellState)
    return {
      title: `${report.run.useCase} · taskbench report`,
      simulated: new Set(report.results.filter((result) => result.simulated).map((result) => result.model)),
      content: (
        <ReportContext value={{ report, rows }}>
          <App />
        </ReportContext>
      ),
    }
  },
}
