import type { BenchmarkComparison } from '../../schema/benchmark-report.ts'

const ORDER: Record<BenchmarkComparison['verdict'], number> = { slower: 0, faster: 0, same: 1, undecided: 2 }

/** Decided comparisons first, among them the least p. */
export const byCertainty = (a: BenchmarkComparison, b: BenchmarkComparison): number =>
  ORDER[a.verdict] - ORDER[b.verdict] || (a.adjustedPValue ?? 2) - (b.adjustedPValue ?? 2)

/** A ratio of times as a change: "+32 %", "−4.1 %", "× 3.4" from double on. */
export function changeText(ratio: number): string {
  if (ratio >= 2) return `× ${ratio.toPrecision(ratio >= 99.5 ? 3 : 2)}`
  const change = 100 * (ratio - 1)
  const size = Math.abs(change)
  const text = size < 9.95 ? size.toFixed(1) : size.toFixed(0)
  return `${Number(text) === 0 ? '±' : change < 0 ? '−' : '+'}${text} %`
}
