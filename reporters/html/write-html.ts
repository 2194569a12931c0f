import type { ReportSource } from '../../src/schema/output-format.ts'
import { dataBlock } from './data-block.ts'
import { embedDetail } from './embed-detail.ts'
import { embedRecords } from './embed-records.ts'
import type { Template } from './read-template.ts'

/** The page in chunks: the app with the report and all records as compressed, inert blocks. */
export async function* writeHtml({ report, records }: ReportSource, template: Template): AsyncGenerator<string> {
  yield template.before
  yield* embedRecords(records, 'details', embedDetail)
  yield await dataBlock('report', 0, 1, JSON.stringify(await report))
  yield template.after
}
