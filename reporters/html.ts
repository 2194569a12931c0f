import type { OutputFormat } from '../src/schema/output-format.ts'
import { dataBlock } from './html/data-block.ts'
import { embedRecords } from './html/embed-records.ts'
import { readTemplate } from './html/read-template.ts'

/**
 * The report as one HTML file without a network: the built app of `src/app` with the data in compressed, inert blocks.
 * Throws EvalError config when the app was not built.
 */
export const htmlFormat: OutputFormat = {
  fileName: 'report.html',
  label: 'HTML report',
  async *write({ report, records }) {
    const template = await readTemplate()
    yield template.before
    yield await dataBlock('report', 0, 1, JSON.stringify(report))
    yield* embedRecords(records)
    yield template.after
  },
}
