import type { Distribution } from '../../schema/benchmark-report.ts'
import type { EcdfPoint } from '../charts/ecdf-points.ts'

/** A distribution as a line that begins at nothing, and the quantiles by which its scale is chosen. */
export function ecdfSeries(of: Distribution | undefined): { points: EcdfPoint[]; low: number; high: number } {
  const ecdf = of?.ecdf ?? []
  const [first, last] = [ecdf[0]?.value ?? 0, ecdf.at(-1)?.value ?? 0]
  const upTo = (share: number): number => ecdf.find((point) => point.share >= share)?.value ?? last
  return { points: [{ value: first, share: 0 }, ...ecdf], low: upTo(0.05), high: upTo(0.99) }
}
