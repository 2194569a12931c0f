/** A metric with why it is recommended, in one line. */
export interface RecommendedMetric {
  name: string
  reason: string
}

/** Metrics for a task. */
export interface RecommendedMetrics {
  metrics: RecommendedMetric[]
  /** Ranks the models; one of them. `null`: as the task has it. */
  primary: string | null
  /** Named, and not taken: with why. */
  refused: RecommendedMetric[]
}
