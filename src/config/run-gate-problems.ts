import { metricDefinition, metricDefinitions } from '../metrics/metrics.ts'
import type { Model } from '../schema/model.ts'
import type { RunGate } from '../schema/run-gate.ts'
import { nearest } from '../text/nearest.ts'
import type { Problem } from './zod-faults.ts'

/** What the schema cannot see in the gates of a run: unknown metrics and models, bounds that are missing or cannot be kept. */
export function runGateProblems(gates: readonly RunGate[], models: readonly Model[]): Problem[] {
  return gates.flatMap((gate, index) => {
    if (!('metric' in gate)) return []
    const at = (key?: string): PropertyKey[] => ['gates', index, ...(key === undefined ? [] : [key])]
    const { metric, model, min, max } = gate
    const definition = metricDefinition(metric)
    const problems: Problem[] = []
    if (!definition)
      problems.push(
        unknown(
          at('metric'),
          'metric',
          metric,
          metricDefinitions.map(({ name }) => name),
        ),
      )
    const labels = ['every', 'any', ...models.map(({ label }) => label)]
    if (!labels.includes(model)) problems.push(unknown(at('model'), 'model', model, labels))
    if (min === undefined && max === undefined) problems.push({ path: at(), message: 'a gate needs `min` or `max`' })
    if (min !== undefined && max !== undefined && min > max) problems.push({ path: at(), message: `min ${min} is above max ${max}` })
    for (const [key, bound] of Object.entries({ min, max })) {
      if (bound === undefined || definition?.unit !== 'share' || (bound >= 0 && bound <= 1)) continue
      const message = `${key} ${bound} is outside of 0 to 1, where ${metric} lies`
      problems.push({ path: at(key), message, hint: 'write 0.8 for 80 %' })
    }
    return problems
  })
}

function unknown(path: PropertyKey[], what: string, found: string, legal: readonly string[]): Problem {
  const meant = nearest(found, legal)
  const hint = `${meant ? `did you mean ${meant}? ` : ''}legal: ${legal.join(', ')}`
  return { path, message: `unknown ${what} ${JSON.stringify(found)}`, hint }
}
