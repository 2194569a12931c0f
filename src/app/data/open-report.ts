import type { Report } from '../../schema/report.ts'
import { dataBlocks } from './data-blocks.ts'
import { decodeBlock } from './decode-block.ts'
import type { ReportData } from './report-context.ts'
import { createRowStore } from './row-store.ts'
import { TextLibrary } from './text-library.ts'

/** The report that the page carries. Rejects when the page carries none or it is damaged. */
export async function openReport(document: Document): Promise<ReportData> {
  const [block] = dataBlocks(document, 'report')
  if (block === undefined) throw new Error('This page carries no report: it is the bare template')
  const report = await decodeBlock<Report>(block.element)
  return {
    report,
    // Who prints the page waits for this.
    rows: createRowStore(dataBlocks(document, 'details'), (state) => {
      document.documentElement.dataset['report'] = state
    }),
    texts: new TextLibrary(dataBlocks(document, 'texts')),
    simulated: new Set(report.results.filter((result) => result.simulated).map((result) => result.model)),
  }
}
