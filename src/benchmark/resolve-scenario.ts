import { hashJson } from '../hash/hash-json.ts'
import type { Place } from '../schema/fault.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Scenario } from '../schema/scenario.ts'
import type { GivenScenario } from './scenario-problems.ts'

/** A scenario without problems, resolved. */
export function resolveScenario(given: GivenScenario, inputs: JsonObject[], source: { file: string; place: Place } | null): Scenario {
  const { system, prompt, messages: written, models, output, inputs: _source, ...rest } = given
  const messages = written ?? [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user' as const, content: prompt ?? '' },
  ]
  const outputSchema = output?.schema ?? null
  const { turns, params, tools, load, consumer } = given
  return {
    ...rest,
    file: source?.file ?? null,
    place: source?.place ?? null,
    messages,
    inputs,
    models: models ?? null,
    outputSchema,
    scenarioHash: hashJson({ messages, inputs, turns, params, tools, outputSchema, load, consumer }),
  }
}
