import type { TaskResult } from './model-facts.ts'
import { MIDDLE } from './part.ts'
import type { Grade } from './part.ts'

/** A result counts as if so many further cases had come out at 0.5: few cases say little. */
export const PRIOR_CASES = 5

/**
 * What a model's own results say: the mean over all tasks that any model was measured on, each result drawn towards 0.5 by five cases. A task that
 * this model was not measured on counts 0.5.
 */
export function historyGrade(results: readonly TaskResult[], tasks: readonly string[]): Grade {
  const found = tasks.map((task) => results.find((result) => result.task === task) ?? null)
  if (found.every((result) => result === null)) return { value: null, low: 0, high: 1, reason: 'never measured on this use case' }
  const mean = (of: (result: TaskResult) => number, missing: number) =>
    found.reduce((sum, result) => sum + (result ? drawn(of(result), result.n) : missing), 0) / found.length
  const missing = found.filter((result) => result === null).length
  const words = found.flatMap((result) => (result ? wordsOf(result) : []))
  if (missing > 0) words.push(`${missing} of ${found.length} tasks not measured: 0.5 each`)
  return {
    value: mean(({ value }) => value, MIDDLE),
    low: mean(({ low }) => low ?? 0, 0),
    high: mean(({ high }) => high ?? 1, 1),
    reason: words.join('; '),
  }
}

const drawn = (value: number, n: number): number => (n * value + PRIOR_CASES * MIDDLE) / (n + PRIOR_CASES)

function wordsOf({ task, metric, value, low, high, n }: TaskResult): string {
  const interval = low === null || high === null ? '' : `${low.toFixed(2)}–${high.toFixed(2)}, `
  return `${task}: ${metric} ${value.toFixed(2)} (${interval}n ${n})`
}
