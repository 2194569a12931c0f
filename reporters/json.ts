import type { OutputFormat } from '../src/schema/output-format.ts'

/** `report.json`: the report as it is. */
export const jsonFormat: OutputFormat = {
  fileName: 'report.json',
  label: 'JSON',
  readsRecords: false,
  async *write({ report }) {
    yield `${JSON.stringify(await report, null, 2)}\n`
  },
}
