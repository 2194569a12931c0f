import type { BenchmarkCell } from '../schema/benchmark-report.ts'
import { quantile } from '../statistics/quantile.ts'
import type { InFlight } from './in-flight.ts'
import type { RequestColumns, RequestRow } from './request-columns.ts'
import type { MeasuredSpan } from './window-share.ts'

type Bin = BenchmarkCell['series'][number]

const MOST_BINS = 120
/** A bin of fewer requests shows noise. */
const REQUESTS_PER_BIN = 4

/** How one block went over time: bins of equal length over its measured window, each with the requests that ended in it. */
export function timeSeries(columns: RequestColumns, span: MeasuredSpan, inFlight: InFlight, clockStartMs: number): Bin[] {
  const lengthMs = span.toMs - span.fromMs
  const inside = [...columns.rows()].filter(({ endMs }) => endMs >= span.fromMs && endMs <= span.toMs)
  if (inside.length === 0 || lengthMs <= 0) return []
  const bins = Math.min(MOST_BINS, Math.max(1, Math.floor(inside.length / REQUESTS_PER_BIN)))
  const binMs = lengthMs / bins
  const rowsOf = Map.groupBy(inside, ({ endMs }) => Math.min(bins - 1, Math.max(0, Math.ceil((endMs - span.fromMs) / binMs - 1e-9) - 1)))
  return Array.from({ length: bins }, (_, index) => {
    const rows = rowsOf.get(index) ?? []
    const answered = rows.filter(({ isFailed }) => isFailed === 0)
    const fromMs = clockStartMs + span.fromMs + index * binMs
    return {
      atMs: index * binMs,
      requestsPerSecond: (answered.length * 1_000) / binMs,
      p50LatencyMs: quantileOf(answered, 'latencyMs', 0.5),
      p95LatencyMs: quantileOf(answered, 'latencyMs', 0.95),
      p50FirstTokenMs: quantileOf(answered, 'firstTokenMs', 0.5),
      inFlight: inFlight.between(fromMs, fromMs + binMs).mean,
      errors: rows.length - answered.length,
    }
  })
}

function quantileOf(rows: readonly RequestRow[], column: 'latencyMs' | 'firstTokenMs', share: number): number | null {
  const values = rows.map((row) => row[column]).filter((value) => !Number.isNaN(value))
  return values.length === 0
    ? null
    : quantile(
        values.sort((a, b) => a - b),
        share,
      )
}
