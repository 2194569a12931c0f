import type { Completion } from './answer.ts'
import type { Cost } from './cost.ts'
import type { ModelRequest } from './model-request.ts'
import type { StreamWatch } from './stream-watch.ts'

/** One measured question. */
export interface CallOnceRequest {
  /** Label of a configured model. */
  model: string
  request: ModelRequest
  /** Tells equal questions apart for models that answer without a network. */
  trial: number
  /** Calls of one scenario are alike in what they may cost: what they have used bounds those to come. */
  scenario?: string | undefined
}

export interface CallOnceReply {
  completion: Completion
  cost: Cost
}

/** What was asked, and what it cost, failed calls included; `unpriced`: calls of which nobody knows what they cost. */
export interface CallsOnceSpent {
  calls: number
  nanoUsd: number
  unpriced: number
}

/**
 * The port `Call`: asks a model once, under ledger and budget alone: no queue, no limits, no retry, no tape, no journal. The time is that of the caller's
 * signal. Rejects with an EvalError: kind `budget` before anything was sent where the budget does not allow it.
 */
export type CallOnce = (
  request: CallOnceRequest,
  options: { signal: AbortSignal; watch?: StreamWatch | undefined },
) => Promise<CallOnceReply>
