import type { z } from 'zod'
import { EvalError } from '../schema/eval-error.ts'
import type { profileWishSchema } from '../schema/profile-wish.ts'
import { scenarioSchema } from '../schema/scenario.ts'
import type { Scenario } from '../schema/scenario.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { scenarioProblems } from './scenario-problems.ts'

/** Requests per model, and interleaved blocks into which they are divided, where nothing else is said: as many blocks as a test needs at least. */
export const DEFAULT_REQUESTS = 30
export const DEFAULT_BLOCKS = 6

export type CheckedWish = z.output<typeof profileWishSchema>

/** The scenario of a prompt that stands in code: a closed loop, its requests divided into blocks. Throws EvalError config. */
export function wishedScenario(wish: CheckedWish, name: string): Scenario {
  const { system, prompt, messages, params, tools, output, timeoutMs } = wish
  const { inputs = [{}], requests = DEFAULT_REQUESTS, blocks = DEFAULT_BLOCKS, concurrency = 1 } = wish
  const stop = { requests: Math.ceil(requests / blocks) }
  const given = scenarioSchema.parse({
    name,
    system,
    prompt,
    messages,
    params,
    tools,
    output,
    load: { kind: 'closed', concurrency },
    stop,
    repetitions: blocks,
    ...(timeoutMs === undefined ? {} : { timeouts: { totalMs: timeoutMs } }),
  })
  const [problem] = scenarioProblems(given, inputs, { stop })
  if (problem) throw new EvalError('config', `profile: ${problem.message}`, { hint: problem.hint })
  return resolveScenario(given, inputs, null)
}
