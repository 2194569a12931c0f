import type { Report } from './report.ts'
import type { TrialDetail } from './record-store.ts'

/** What every output format is a pure function of. */
export interface ReportSource {
  /** Still in the making while the records are read: a format that reads them asks for it afterwards. */
  report: Report | Promise<Report>
  /** To be read once, to the end, by a format that says that it reads them. */
  records: AsyncIterable<TrialDetail>
}

/** One format of the report. Yields the file in chunks, so that bulk is never held whole. */
export interface OutputFormat {
  /** `report.html` … */
  fileName: string
  label: string
  /** Reads all records; formats that do so are written at the same time, over one reading. */
  readsRecords: boolean
  write(source: ReportSource): AsyncIterable<string>
}
