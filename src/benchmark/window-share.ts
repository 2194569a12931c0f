import type { RequestRow } from './request-columns.ts'

/** A measured window, in milliseconds from the start of its step. */
export interface MeasuredSpan {
  fromMs: number
  toMs: number
}

/**
 * How much of a request lies in the window: the share of its tokens, taken as spread evenly from the first to the last; of a request without any stamps
 * of tokens, the share of its time.
 */
export function windowShare(
  { startMs, endMs, firstAtMs, lastAtMs }: Pick<RequestRow, 'startMs' | 'endMs' | 'firstAtMs' | 'lastAtMs'>,
  span: MeasuredSpan,
): number {
  const [from, to] = Number.isNaN(firstAtMs) || Number.isNaN(lastAtMs) ? [startMs, endMs] : [firstAtMs, lastAtMs]
  if (to <= from) return from >= span.fromMs && from <= span.toMs ? 1 : 0
  return Math.max(0, Math.min(to, span.toMs) - Math.max(from, span.fromMs)) / (to - from)
}

/** How much of a request's time in flight lies in the window. */
export function timeShare({ startMs, endMs }: RequestRow, span: MeasuredSpan): number {
  return windowShare({ startMs, endMs, firstAtMs: Number.NaN, lastAtMs: Number.NaN }, span)
}
