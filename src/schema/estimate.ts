import type { Phase } from './call.ts'

/** An amount before it is known. `high` is `null` where nothing bounds it, `expected` where nothing speaks for any value. */
export interface EstimatedRange {
  low: number
  expected: number | null
  high: number | null
}

/** What one model will need for one task and phase. */
export interface EstimateRow {
  task: string
  model: string
  phase: Phase
  simulated: boolean
  /** Of a suite in code: trials per model, as of its last run. Left out where the cases are known. */
  trials?: number | undefined
  /** `null`: not known before the first run. */
  calls: number | null
  inputTokens: EstimatedRange | null
  outputTokens: EstimatedRange | null
  /** `null`: no price is known, or nothing to price. */
  nanoUsd: EstimatedRange | null
  /** What the output follows from. */
  from: 'earlier runs' | 'gold and limit' | 'limit' | 'gold' | 'nothing'
}

/** What a run will need, before it is made. Repeated attempts are not in it. */
export interface Estimate {
  schema: 'taskbench/estimate@1'
  rows: EstimateRow[]
  /** Sums over the rows; `null` as soon as one is unknown. */
  calls: number | null
  nanoUsd: EstimatedRange
  /** What is not known, and why: sentences. */
  unknown: string[]
  /** How it was made: sentences. */
  notes: string[]
}
