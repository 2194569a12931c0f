import type { Result } from '../schema/report.ts'
import { formatMetric } from './format-metric.ts'

/** A check that some answers of a model failed. */
export interface ViolatedCheck {
  task: string
  model: string
  check: Result['checks'][number]
  /** Answers for which the check was decided. */
  decided: number
  examples: Result['violations']
}

const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 } as const

/** The checks that failed, the most severe first and of these those that failed most. */
export function violatedChecks(results: readonly Result[]): ViolatedCheck[] {
  const violated = results.flatMap(({ task, model, checks, violations }) => {
    const examples = Map.groupBy(violations, ({ check }) => check)
    return checks
      .filter(({ failed }) => failed > 0)
      .map((check) => ({ task, model, check, decided: check.passed + check.failed, examples: examples.get(check.name) ?? [] }))
  })
  return violated.sort(
    (a, b) =>
      SEVERITY_ORDER[a.check.severity] - SEVERITY_ORDER[b.check.severity] ||
      (b.check.failedShare.value ?? 0) - (a.check.failedShare.value ?? 0),
  )
}

/** "12 of 40: 30.0 % [18.1, 45.4]; 2 undecided". */
export function failureFigures({ check: { failed, undecided, failedShare }, decided }: Pick<ViolatedCheck, 'check' | 'decided'>): string {
  return `${failed} of ${decided}: ${formatMetric(failedShare)}${undecided === 0 ? '' : `; ${undecided} undecided`}`
}
