import type { Answer } from './answer.ts'
import type { CallFailure } from './call.ts'
import type { CheckResult, Verdict } from './check.ts'
import type { Json } from './json.ts'
import type { JudgedBy } from './judge.ts'

/** How a trial ended. */
export type TrialStatus = 'answered' | 'errored' | 'skipped'

/** What metrics are computed from, per trial; all counts, no text. */
export interface Ingredients {
  /** Set outputs: pairs that agree, answer items without one, gold items without one; `greedy`: too many to pair them best. */
  items: {
    truePositives: number
    falsePositives: number
    falseNegatives: number
    fieldsAgreeing: number
    fieldsCompared: number
    greedy?: true | undefined
  } | null
  /** Single-valued outputs: right or wrong; `empty` when no value was found. */
  single: { right: boolean; empty: boolean } | null
  /** Weighted checks without judge and cost/latency kinds excluded by definition; null if nothing is decided. */
  instructions: { passedWeight: number; decidedWeight: number }
  /** The same with judge checks. */
  quality: { passedWeight: number; decidedWeight: number }
  /** Normalised value of a single-valued output, hashed: for agreement between trials. */
  label: string | null
  /** Mean pairwise agreement of this case's answered trials (the same on each of them); `null` with fewer than two. */
  agreement: number | null
}

/** One line of `trials.jsonl`: one answer of one model to one case, judged. */
export interface TrialRecord {
  schema: 'taskbench/trial@1'
  runId: string
  /** How often the run had been resumed when this was written; left out for 0. */
  session?: number | undefined
  task: string
  model: string
  case: string
  caseHash: string
  /** From 0. */
  trial: number
  tags: string[]
  status: TrialStatus
  /** As `trialVerdict` has it: failed, undecided or passed by its critical checks. */
  verdict: Verdict
  checks: CheckResult[]
  ingredients: Ingredients
  /** In the order in which they were made. */
  callIds: string[]
  /** The answer, unless it is that of the only call word for word. */
  answer: Answer | null
  /** What the answer was read as; left out where it equals the text. */
  output?: Json | undefined
  /** Why the answer could not be read, or that it was repaired. */
  reading?: { repaired: boolean; problem: string | null } | undefined
  /** Only where a judge was asked. */
  judge?: JudgedBy | undefined
  error: CallFailure | null
  /** `missing` data or a failed answer. */
  counts: 'answered' | 'missing'
  /** Why it was skipped. */
  skipReason?: string | undefined
  costNanoUsd: number | null
  /** Only where calls were replayed, which cost nothing: what the trial cost with them as they were recorded. */
  originalCostNanoUsd?: number | null | undefined
  unpricedCalls: number
  /** Calls that went round the engine cannot be priced. */
  unmetered: boolean
  tokens: { input: number | null; output: number | null; cached: number | null; reasoning: number | null }
  latencyMs: number | null
  firstTokenMs: number | null
  attempts: number
  reused: boolean
  replayed: boolean
  simulated: boolean
}
