import type { Result } from '../schema/report.ts'
import { formatInterval } from './format-metric.ts'

/** The pass rate of one check of one model as a calibrated judge gave it, and as people would find it, in words. */
export interface JudgedRate {
  model: string
  check: string
  /** "82.0 % [73.3, 88.3]" */
  raw: string
  corrected: string
  sensitivity: string
  specificity: string
  /** "40 labels of this check" */
  labels: string
}

/** Of the results of one task, the checks that have a correction. */
export function judgedRates(results: readonly Result[]): JudgedRate[] {
  return results.flatMap(({ model, checks }) =>
    checks.flatMap(({ name, failedShare: { value, low, high }, corrected }) => {
      if (corrected === undefined) return []
      const raw = { value: turned(value), low: turned(high), high: turned(low) }
      const { labels, labelsOf, sensitivity, specificity } = corrected
      return [
        {
          model,
          check: name,
          raw: formatInterval(raw, 'share'),
          corrected: formatInterval(corrected, 'share'),
          sensitivity: formatInterval(sensitivity, 'share'),
          specificity: formatInterval(specificity, 'share'),
          labels: `${labels} ${labels === 1 ? 'label' : 'labels'} of ${labelsOf === 'check' ? 'this check' : 'all checks of the judge'}`,
        },
      ]
    }),
  )
}

const turned = (share: number | null): number | null => (share === null ? null : 1 - share)
