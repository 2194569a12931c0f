import { createContext, use } from 'react'
import type { BenchmarkReport } from '../../schema/benchmark-report.ts'

export const BenchmarkContext = createContext<BenchmarkReport | null>(null)

/** The benchmark that is shown. */
export function useBenchmark(): BenchmarkReport {
  const report = use(BenchmarkContext)
  if (report === null) throw new Error('No benchmark around this view')
  return report
}
