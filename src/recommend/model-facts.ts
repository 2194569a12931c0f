import type { Trait } from '../schema/use-case.ts'

/** What is known of a model before it is ranked for a use case. */
export interface ModelFacts {
  /** Label of a configured model, else its id. */
  model: string
  id: string
  simulated: boolean
  configured: boolean
  /** What its own results of this use case say: the newest of each task. */
  results: TaskResult[]
  /** US dollars per answer; `null`: neither a result nor a price is known. */
  cost: { usd: number; from: string } | null
  /** Median time to the last token. */
  latency: { ms: number; n: number } | null
  contextTokens: number | null
  /** By the config's word. */
  traits: readonly Trait[]
  /** Does what is asked stay on this machine? `null`: that is not known. */
  staysHere: boolean | null
}

/** The primary metric of a task as one run measured it. Shares, higher is better. */
export interface TaskResult {
  task: string
  metric: string
  value: number
  low: number | null
  high: number | null
  /** Cases. */
  n: number
  runId: string
}
