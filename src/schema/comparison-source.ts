import type { Verdict } from './check.ts'
import type { RunComparison } from './run-comparison.ts'

/** One answer to a case of a task and model that both sides have, or all that a baseline knows of such a case. */
export interface ComparedTrial {
  side: 'a' | 'b'
  task: string
  model: string
  case: string
  /** From 0. */
  trial: number
  tags: string[]
  outcome: Verdict | 'errored' | 'skipped'
  /** `missing` data or a failed answer. */
  counts: 'answered' | 'missing'
  /** Names of checks by verdict; of a baseline only those that failed are known. */
  checks: Record<Verdict, string[]>
  /** `null`: none was given, or it is not kept. */
  answer: string | null
  error: string | null
  /** What is to be known of it beside. */
  note: string | null
  costNanoUsd: number | null
  latencyMs: number | null
}

/** A case by its ids on both sides and its scores by the primary metric; `null`: the side does not have it. */
export interface ComparedCase {
  a: string | null
  b: string | null
  scoreA: number | null
  scoreB: number | null
  /** Of b against a; `null`: one of them has no score. */
  change: 'worse' | 'better' | 'same' | null
  /** Paired by id alone: its input or gold has changed. */
  byId: boolean
}

/** Every case of a task and model that both sides have. */
export interface ComparedCases {
  task: string
  model: string
  /** The task's primary metric. */
  metric: string
  cases: ComparedCase[]
}

/** What the page of two compared runs is written from. */
export interface ComparisonSource {
  found: RunComparison
  cases: ComparedCases[]
  /** To be read once. */
  trials: AsyncIterable<ComparedTrial>
}
