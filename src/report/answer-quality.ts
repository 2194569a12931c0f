import type { TrialRecord } from '../schema/trial-record.ts'

/**
 * The quality score of one answer: Σ weight·passed / Σ weight·decided over its checks (critical 4, warning 2, info 1), judges included, by the
 * weights that stand in its record. An error that counts as an answer has 0; `null` where nothing was decided.
 */
export function answerQuality({ status, counts, ingredients }: Pick<TrialRecord, 'status' | 'counts' | 'ingredients'>): number | null {
  const { passedWeight, decidedWeight } = ingredients.quality
  if (decidedWeight > 0) return passedWeight / decidedWeight
  return status === 'errored' && counts === 'answered' ? 0 : null
}
