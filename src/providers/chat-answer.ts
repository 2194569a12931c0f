import type { FinishReason } from '../schema/answer.ts'
import { AnswerBuilder } from './answer-builder.ts'
import type { Call } from './call.ts'
import { cutShort, streamError } from './http-error.ts'
import { parseObject, readEvents } from './read-events.ts'
import { nanoUsd, reportedUsage } from './usage.ts'

const FINISH_REASONS: Record<string, FinishReason> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
}

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
    takeChunk(chunk, answer)
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
  takeChunk(completion, answer)
  return true
}

const isError = (chunk: Loose) => chunk['error'] !== undefined && chunk['error'] !== null

/** Loosely, as look-alikes differ: what is not of its type is as if it were not there. */
function takeChunk(chunk: Loose, answer: AnswerBuilder): void {
  answer.responseId ??= text(chunk['id'])
  answer.servedModel ??= text(chunk['model'])
  for (const choice of list(chunk['choices']).map(part)) {
    if ((choice['index'] ?? 0) !== 0) continue
    takeDelta(part(choice['delta'] ?? choice['message']), answer)
    const reason = text(choice['finish_reason'])
    if (reason !== null) answer.finish(FINISH_REASONS[reason] ?? null)
  }
  const usage = chunk['usage']
  const says = typeof usage === 'object' && usage !== null
  if (says) takeUsage(part(usage), answer)
  answer.eventEnds(says ? answer.usage : null)
}

function takeDelta(delta: Loose, answer: AnswerBuilder): void {
  answer.reasoning(text(delta['reasoning_content']) ?? text(delta['reasoning']))
  answer.text(text(delta['content']))
  answer.refusal(text(delta['refusal']))
  list(delta['tool_calls']).forEach((item, position) => {
    const toolCall = part(item)
    const called = part(toolCall['function'])
    const [index, id, args] = [toolCall['index'], text(toolCall['id']), called['arguments']]
    answer.toolCall(typeof index === 'number' ? index : (id ?? position), {
      id: id ?? undefined,
      name: text(called['name']) ?? undefined,
      arguments: typeof args === 'string' ? args : args === undefined || args === null ? undefined : JSON.stringify(args),
    })
  })
}

function takeUsage(usage: Loose, answer: AnswerBuilder): void {
  const input = part(usage['prompt_tokens_details'])
  const output = part(usage['completion_tokens_details'])
  answer.usage = reportedUsage({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    cachedInputTokens: input['cached_tokens'] ?? usage['prompt_cache_hit_tokens'],
    cacheWriteInputTokens: input['cache_write_tokens'],
    reasoningTokens: output['reasoning_tokens'],
  })
  answer.inlineCostNanoUsd = nanoUsd(usage['cost'])
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
