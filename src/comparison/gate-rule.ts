import type { Gate } from '../schema/task.ts'

/** A gate in words, as in `accuracy ≥ 0.8`: its name in tests and reports. */
export function gateRule({ metric, min, max, bound, baseline, margin }: Gate): string {
  const limits = [min === undefined ? null : `≥ ${min}`, max === undefined ? null : `≤ ${max}`].filter((limit) => limit !== null)
  const against = baseline === undefined ? null : `not worse than ${baseline}${margin === undefined ? '' : ` by more than ${margin}`}`
  return `${metric} ${[...limits, ...(against === null ? [] : [against])].join(' and ')}${bound === 'value' ? ' (bare value)' : ''}`
}
