import type { FinishReason } from '../schema/answer.ts'
import { AnswerBuilder } from './answer-builder.ts'
import { argumentsText } from './arguments-text.ts'
import type { Call } from './call.ts'
import { contentText } from './content-parts.ts'
import { cutShort, streamError } from './http-error.ts'
import { parseObject, readEvents } from './read-events.ts'
import { routerCost } from './router-cost.ts'
import { saysError } from './says-error.ts'
import { reportedUsage } from './usage.ts'

const FINISH_REASONS: Record<string, FinishReason> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
}
/** An answer that the server gave up (OpenRouter, DeepSeek, vLLM): what there is of it is not whole. */
const BROKEN_REASONS: ReadonlySet<string> = new Set(['error', 'insufficient_system_resource', 'abort'])

/** Reads an answer in the OpenAI chat protocol, streamed or whole. Without finish reason or `[DONE]` it was cut short: EvalError `invalid-response`. */
export async function readChatAnswer(response: Response, call: Call): Promise<AnswerBuilder> {
  const answer = new AnswerBuilder(call)
  const whole = (response.headers.get('content-type') ?? '').includes('application/json')
  const done = whole ? await takeWhole(response, call, answer) : await takeStream(response, call, answer)
  if (!done || !answer.finished) {
    const missing = answer.finished ? 'data: [DONE]' : 'a finish reason'
    throw cutShort(call.asked, missing, call.requestId)
  }
  return answer
}

function takeStream(response: Response, call: Call, answer: AnswerBuilder): Promise<boolean> {
  return readEvents(response, call, ({ event, data }) => {
    if (data.trim() === '[DONE]') return true
    const chunk = parseObject(data, call)
    if (event === 'error' || isError(chunk)) throw streamError(call.asked, chunk, call.requestId)
    takeChunk(chunk, call, answer)
    return false
  })
}

/** A server that does not stream although it was asked to. */
async function takeWhole(response: Response, call: Call, answer: AnswerBuilder): Promise<boolean> {
  const decoder = new TextDecoder()
  const pieces: string[] = []
  await call.feed(response, (piece) => {
    pieces.push(decoder.decode(piece, { stream: true }))
    return false
  })
  const completion = parseObject(pieces.join('') + decoder.decode(), call)
  if (isError(completion)) throw streamError(call.asked, completion, call.requestId)
  call.watch?.whole?.()
  takeChunk(completion, call, answer)
  return true
}

/** vLLM has the error's fields in the event itself. */
const isError = ({ error, object }: Loose): boolean => saysError(error) || object === 'error'

/** Loosely, as look-alikes differ: what is not of its type is as if it were not there. */
function takeChunk(chunk: Loose, call: Call, answer: AnswerBuilder): void {
  answer.responseId ??= text(chunk['id'])
  answer.servedModel ??= text(chunk['model'])
  for (const choice of list(chunk['choices']).map(part)) {
    if ((choice['index'] ?? 0) !== 0) continue
    const broken = brokenChoice(choice)
    takeDelta(part(choice['delta'] ?? choice['message']), call, answer)
    if (broken !== null) throw streamError(call.asked, broken, call.requestId)
    const reason = text(choice['finish_reason'])
    if (reason !== null) answer.finish(FINISH_REASONS[reason] ?? null)
  }
  const usage = chunk['usage']
  const says = typeof usage === 'object' && usage !== null
  if (says) takeUsage(part(usage), answer)
  answer.eventEnds(says ? answer.usage : null)
}

/** What the server says of an answer that it gave up; `null`: it did not. */
function brokenChoice(choice: Loose): Loose | null {
  if (isError(choice)) return choice
  const reason = text(choice['finish_reason'])
  if (reason === null || !BROKEN_REASONS.has(reason)) return null
  const native = text(choice['native_finish_reason'])
  return { type: reason, message: native === null || native === reason ? `it ended with ${reason}` : `it ended with ${reason} (${native})` }
}

function takeDelta(delta: Loose, call: Call, answer: AnswerBuilder): void {
  const content = contentText(delta['content'])
  answer.reasoning(text(delta['reasoning_content']) ?? text(delta['reasoning']) ?? content.reasoning)
  answer.text(content.text)
  answer.refusal(text(delta['refusal']))
  list(delta['tool_calls']).forEach((item, position) => {
    const toolCall = part(item)
    const called = part(toolCall['function'])
    const [index, id, args] = [toolCall['index'], text(toolCall['id']), called['arguments']]
    answer.toolCall(typeof index === 'number' ? index : (id ?? position), {
      id: id ?? undefined,
      name: text(called['name']) ?? undefined,
      arguments: args === undefined || args === null ? undefined : argumentsText(args, call),
    })
  })
}

function takeUsage(usage: Loose, answer: AnswerBuilder): void {
  const input = part(usage['prompt_tokens_details'])
  const output = part(usage['completion_tokens_details'])
  const reported = reportedUsage({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    cachedInputTokens: input['cached_tokens'] ?? usage['prompt_cache_hit_tokens'],
    cacheWriteInputTokens: input['cache_write_tokens'],
    reasoningTokens: output['reasoning_tokens'],
  })
  // Usage may come twice, and not all of it each time.
  if (reported.source === 'provider') answer.usage = reported
  const cost = { cost: usage['cost'], isByok: usage['is_byok'], upstreamCost: part(usage['cost_details'])['upstream_inference_cost'] }
  if (typeof cost.cost === 'number') answer.inlineCostNanoUsd = routerCost(cost)
}

type Loose = Record<string, unknown>

function part(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
