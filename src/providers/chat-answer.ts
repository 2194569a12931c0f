import { z } from 'zod'
import type { FinishReason } from '../schema/answer.ts'
import type { AnswerBuilder } from './answer-builder.ts'
import { buildAnswer } from './answer-builder.ts'
import type { Call } from './call.ts'
import { brokenAnswer, streamError } from './http-error.ts'
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

const text = z.string().nullish().catch(null)
const counts = z.record(z.string(), z.unknown()).nullish().catch(null)
const deltaSchema = z.looseObject({
  content: text,
  reasoning: text,
  reasoning_content: text,
  refusal: text,
  tool_calls: z
    .array(
      z.looseObject({
        index: z.number().optional().catch(undefined),
        id: text,
        function: z.looseObject({ name: text, arguments: z.unknown() }).nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
})
const chunkSchema = z.looseObject({
  id: text,
  model: text,
  choices: z
    .array(
      z.looseObject({
        index: z.number().optional().catch(undefined),
        delta: deltaSchema.nullish(),
        message: deltaSchema.nullish(),
        finish_reason: text,
      }),
    )
    .nullish()
    .catch(null),
  usage: counts,
})

/** Reads an answer in the OpenAI chat protocol, streamed or whole. Without finish reason or `[DONE]` it was cut short: EvalError `invalid-response`. */
export async function readChatAnswer(response: Response, call: Call): Promise<AnswerBuilder> {
  const answer = buildAnswer(call)
  const whole = (response.headers.get('content-type') ?? '').includes('application/json')
  const done = whole ? await takeWhole(response, call, answer) : await takeStream(response, call, answer)
  if (!done || !answer.finished) {
    const missing = answer.finished ? 'data: [DONE]' : 'a finish reason'
    throw brokenAnswer(call.asked, `the stream ended without ${missing}: the answer was cut short`, { requestId: call.requestId })
  }
  return answer
}

async function takeStream(response: Response, call: Call, answer: AnswerBuilder): Promise<boolean> {
  for await (const { event, data } of readEvents(response, call)) {
    if (data.trim() === '[DONE]') return true
    const chunk = parseObject(data, call)
    if (event === 'error' || isError(chunk)) throw streamError(call.asked, chunk, call.requestId)
    takeChunk(chunk, answer)
  }
  return false
}

/** A server that does not stream although it was asked to. */
async function takeWhole(response: Response, call: Call, answer: AnswerBuilder): Promise<boolean> {
  const decoder = new TextDecoder()
  const pieces: string[] = []
  for await (const piece of call.read(response)) pieces.push(decoder.decode(piece, { stream: true }))
  const completion = parseObject(pieces.join('') + decoder.decode(), call)
  if (isError(completion)) throw streamError(call.asked, completion, call.requestId)
  takeChunk(completion, answer)
  return true
}

const isError = (chunk: Record<string, unknown>) => chunk['error'] !== undefined && chunk['error'] !== null

function takeChunk(chunk: Record<string, unknown>, answer: AnswerBuilder): void {
  const { id, model, choices, usage } = chunkSchema.parse(chunk)
  answer.responseId ??= id ?? null
  answer.servedModel ??= model ?? null
  for (const { index = 0, delta, message, finish_reason: reason } of choices ?? []) {
    if (index !== 0) continue
    takeDelta(delta ?? message ?? {}, answer)
    if (typeof reason === 'string') answer.finish(FINISH_REASONS[reason] ?? null)
  }
  if (usage) takeUsage(usage, answer)
}

function takeDelta(delta: z.infer<typeof deltaSchema> | Record<string, never>, answer: AnswerBuilder): void {
  answer.reasoning(delta.reasoning_content ?? delta.reasoning)
  answer.text(delta.content)
  answer.refusal(delta.refusal)
  const calls = delta.tool_calls ?? []
  calls.forEach(({ index, id, function: called }, position) => {
    const args = called?.arguments
    answer.toolCall(index ?? id ?? position, {
      id: id ?? undefined,
      name: called?.name ?? undefined,
      arguments: typeof args === 'string' ? args : args === undefined || args === null ? undefined : JSON.stringify(args),
    })
  })
}

function takeUsage(usage: Record<string, unknown>, answer: AnswerBuilder): void {
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

function part(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
