import type { InFlight } from './in-flight.ts'
import type { RequestColumns } from './request-columns.ts'
import { timeShare, windowShare } from './window-share.ts'
import type { MeasuredSpan } from './window-share.ts'

/** Sums over the measured window of one block; blocks add up. */
export interface BlockSums {
  windowMs: number
  requests: number
  completed: number
  failed: number
  /** Conversations that began in the window. */
  began: number
  /** Completed requests, those at the edges by their share. */
  completedShare: number
  goodShare: number
  /** All requests by the share of their time in flight that lies in the window: for Little's law. */
  timeShare: number
  /** Time in flight of the measured ones. */
  requestMs: number
  met: number
  outputTokens: number | null
  inputTokens: number | null
  /** Requests in flight, times milliseconds. */
  inFlightMs: number
  peakInFlight: number
}

/** The sums of a block. Times in `columns` count from the step's start; those of `inFlight` from `clockStartMs` on. */
export function blockSums(columns: RequestColumns, span: MeasuredSpan, inFlight: InFlight, clockStartMs: number): BlockSums {
  const { mean, peak } = inFlight.between(clockStartMs + span.fromMs, clockStartMs + span.toMs)
  const windowMs = span.toMs - span.fromMs
  const sums: BlockSums = { ...NO_SUMS, windowMs, inFlightMs: mean * windowMs, peakInFlight: peak }
  for (const row of columns.rows()) {
    const share = windowShare(row, span)
    const isFailed = row.isFailed === 1
    if (row.isMeasured === 1) {
      sums.requests++
      if (isFailed) sums.failed++
      else sums.completed++
      sums.requestMs += row.endMs - row.startMs
      if (row.meetsSlo === 1) sums.met++
      if (row.isOpening === 1 && row.startMs <= span.toMs) sums.began++
    }
    sums.timeShare += timeShare(row, span)
    if (isFailed) continue
    sums.completedShare += share
    if (row.meetsSlo === 1) sums.goodShare += share
    sums.outputTokens = plus(sums.outputTokens, row.outputTokens * share)
    sums.inputTokens = plus(sums.inputTokens, row.inputTokens * share)
  }
  return sums
}

/** The sums of several blocks. */
export function addSums(all: readonly BlockSums[]): BlockSums {
  const sums: BlockSums = { ...NO_SUMS }
  for (const block of all) {
    for (const name of ADDED) sums[name] += block[name]
    sums.peakInFlight = Math.max(sums.peakInFlight, block.peakInFlight)
    sums.outputTokens = plus(sums.outputTokens, block.outputTokens ?? Number.NaN)
    sums.inputTokens = plus(sums.inputTokens, block.inputTokens ?? Number.NaN)
  }
  return sums
}

const ADDED = [
  'windowMs',
  'requests',
  'completed',
  'failed',
  'began',
  'completedShare',
  'goodShare',
  'timeShare',
  'requestMs',
  'met',
  'inFlightMs',
] as const

const NO_SUMS: BlockSums = {
  windowMs: 0,
  requests: 0,
  completed: 0,
  failed: 0,
  began: 0,
  completedShare: 0,
  goodShare: 0,
  timeShare: 0,
  requestMs: 0,
  met: 0,
  outputTokens: null,
  inputTokens: null,
  inFlightMs: 0,
  peakInFlight: 0,
}

/** What nobody reported adds nothing; `null` where nobody reported anything. */
const plus = (sum: number | null, value: number): number | null => (Number.isNaN(value) ? sum : (sum ?? 0) + value)
