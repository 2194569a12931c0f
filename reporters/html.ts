import type { OutputFormat } from '../src/schema/output-format.ts'
import { readTemplate } from './html/read-template.ts'
import { writeHtml } from './html/write-html.ts'

/**
 * The report as one HTML file that needs no network: the built app of `src/app` with the data inside.
 * Throws EvalError config when the app was not built.
 */
export const htmlFormat: OutputFormat = {
  fileName: 'report.html',
  label: 'HTML report',
  readsRecords: true,
  async *write(source) {
    yield* writeHtml(source, await readTemplate())
  },
}
