import type { Report } from './report.ts'
import type { TrialDetail } from './record-store.ts'

/** What every output format is a pure function of. */
export interface ReportSource {
  report: Report
  /** Each iteration starts anew. */
  records: AsyncIterable<TrialDetail>
}

/** One format of the report. Yields the file in chunks, so that bulk is never held whole. */
export interface OutputFormat {
  /** `report.html` … */
  fileName: string
  label: string
  write(source: ReportSource): AsyncIterable<string>
}
