import { createContext, use, useSyncExternalStore } from 'react'
import type { EmbeddedComparison } from '../../schema/embedded-report.ts'
import type { Rows, RowStore } from '../data/row-store.ts'
import type { ComparedRow } from './compared-row.ts'

/** What the views of two compared runs read from. */
export interface ComparisonData extends EmbeddedComparison {
  rows: RowStore<ComparedRow>
}

export const ComparisonContext = createContext<ComparisonData | null>(null)

/** The comparison that is shown. */
export function useComparison(): ComparisonData {
  const data = use(ComparisonContext)
  if (data === null) throw new Error('No comparison around this view')
  return data
}

/** The answers unpacked so far; renders again when there are more. */
export function useComparedRows(): Rows<ComparedRow> {
  const { rows } = useComparison()
  return useSyncExternalStore(rows.subscribe, rows.current)
}
