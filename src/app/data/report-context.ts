import { createContext, use, useSyncExternalStore } from 'react'
import type { Report } from '../../schema/report.ts'
import type { RowStore, Rows } from './row-store.ts'
import type { TestRow } from './test-row.ts'

/** What the views of a report read from. */
export interface ReportData {
  report: Report
  rows: RowStore<TestRow>
}

export const ReportContext = createContext<ReportData | null>(null)

/** The data of the report that is shown. */
export function useReportData(): ReportData {
  const data = use(ReportContext)
  if (data === null) throw new Error('No report around this view')
  return data
}

/** The tests unpacked so far; renders again when there are more. */
export function useRows(): Rows<TestRow> {
  const { rows } = useReportData()
  return useSyncExternalStore(rows.subscribe, rows.current)
}
