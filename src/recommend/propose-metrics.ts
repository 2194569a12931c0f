import type { Ask } from '../schema/ask.ts'
import type { Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import { requestHash } from '../subjects/request-hash.ts'
import { shorten } from '../text/shorten.ts'
import { metricsRequest } from './metrics-request.ts'
import { readMetrics } from './read-metrics.ts'
import type { RecommendationMatter } from './recommendation-matter.ts'
import type { RecommendedMetrics } from './recommended-metrics.ts'

export interface ProposeMetricsOptions {
  model: Model
  /** Name of the task. */
  name: string
  matter: RecommendationMatter
  seed: number
  ask: Ask
  signal: AbortSignal
}

/** So many replies are asked for in one go. */
const MOST_ASKED = 2
/** Replies of earlier goes that could not be used are passed over. */
const MOST_KEPT = 20
const LONGEST_SHOWN_REPLY = 2_000

/**
 * Metrics for a task by a general model. A reply that cannot be used is asked again once, with what was wrong. Rejects with EvalError
 * `invalid-response` after that, `refusal` where the model refuses, and with what the engine says.
 */
export async function proposeMetrics(options: ProposeMetricsOptions): Promise<RecommendedMetrics> {
  const { model, matter, seed } = options
  let request = metricsRequest(matter, { seed, params: model.params })
  let asked = 0
  let wrong = ''
  for (let nth = 0; asked < MOST_ASKED && nth < MOST_KEPT; nth++) {
    const reply = await call(options, request, nth)
    if (!reply.reused) asked++
    const { problem, ...read } = readMetrics(reply.completion.text, matter.facts)
    if (problem === null) return read
    wrong = problem
    request = askedAgain(request, reply, problem)
  }
  throw new EvalError('invalid-response', `${model.label} recommended no metrics that can be used, asked twice: ${wrong}`, {
    hint: 'name another general model, or choose from docs/metrics.md',
  })
}

async function call({ model, name, ask, signal }: ProposeMetricsOptions, request: ModelRequest, nth: number): Promise<Reply> {
  const reply = await ask(
    {
      requestHash: requestHash(model, request, { task: name, caseHash: '', trial: 0, nth }),
      model: model.label,
      phase: 'recommendation',
      task: name,
      case: 'metrics',
      trial: 0,
      ...(nth > 0 ? { nth } : {}),
      request,
    },
    { signal },
  )
  if (reply.completion.finishReason !== 'refusal') return reply
  throw new EvalError('refusal', `${model.label} refused to recommend metrics`, { hint: 'name another general model' })
}

/** The same question, with what was wrong with the last reply to it. */
function askedAgain(request: ModelRequest, { completion }: Reply, problem: string): ModelRequest {
  const before = shorten(completion.text, LONGEST_SHOWN_REPLY)
  return {
    ...request,
    messages: [
      ...request.messages.slice(0, 2),
      { role: 'assistant', content: before === '' ? '(nothing)' : before },
      { role: 'user', content: `That reply cannot be used: ${problem}. Reply with the JSON alone.` },
    ],
  }
}
