import type { Result } from '../schema/report.ts'
import { formatValue } from './format-metric.ts'

/**
 * How many of each model's answers came at a second or later attempt; `null` where none did. Retrying shifts what is measured: the answers of a
 * model that fails under load are those of its calmer moments. `name` shows a model's label.
 */
export function retriedSentence(results: readonly Result[], name: (model: string) => string = (model) => model): string | null {
  const shares = results
    .filter(({ trials }) => trials.retried > 0 && trials.answered > 0)
    .map(
      ({ model, trials: { retried, answered } }) =>
        `${name(model)} ${formatValue(retried / answered, 'share')} (${retried} of ${answered})`,
    )
  return shares.length === 0 ? null : `Answered only after a retry: ${shares.join(', ')}`
}
