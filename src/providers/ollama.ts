import { z } from 'zod'
import type { FinishReason } from '../schema/answer.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import type { ServerTimings, StreamWatch } from '../schema/stream-watch.ts'
import { resolveAddress } from './address.ts'
import { AnswerBuilder } from './answer-builder.ts'
import { argumentsText } from './arguments-text.ts'
import type { Call } from './call.ts'
import { defined } from './chat-body.ts'
import { cutShort, streamError } from './http-error.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import { parseObject, readLines } from './read-events.ts'
import { saysError } from './says-error.ts'
import { schemaToSend } from './schema-to-send.ts'
import { UNSTRUCTURED } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { reportedUsage } from './usage.ts'

/** Where Ollama listens unless it is told otherwise. */
export const DEFAULT_OLLAMA_URL = 'http://127.0.0.1:11434'
const FINISH_REASONS: Record<string, FinishReason> = { stop: 'stop', length: 'length' }

/** Models on this machine, or wherever Ollama runs: NDJSON of /api/chat; a schema becomes a grammar. */
export const ollamaProvider = defineNetworkedProvider({
  name: 'ollama',
  description: `Ollama (${DEFAULT_OLLAMA_URL}; no key)`,
  keyVariables: [],
  hosts: [],
  connect: (model, context) => {
    const address = resolveAddress(model, { defaultBaseUrl: DEFAULT_OLLAMA_URL, keyVariable: null }, context)
    const authorization = address.key === null ? {} : { authorization: `Bearer ${address.key}` }
    return {
      address,
      secrets: address.key === null ? [] : [address.key],
      exchange: async (call, { request }) => {
        const schema = schemaToSend(request, 'format')
        const structured: StructuredOutput = schema === undefined ? UNSTRUCTURED : { means: 'grammar', schema, wrapped: false }
        const response = await call.fetch(`${address.baseUrl}/api/chat`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...authorization },
          body: JSON.stringify(ollamaBody(model.name, request)),
        })
        return (await readAnswer(response, call)).completion(structured)
      },
    }
  },
})

function ollamaBody(name: string, { messages, tools, outputSchema, params }: ModelRequest): JsonObject {
  const { temperature, topP, maxOutputTokens, seed, stop, reasoningEffort, extra = {} } = params
  const { options: extraOptions, ...rest } = extra
  const options = defined({ temperature, top_p: topP, num_predict: maxOutputTokens, seed, stop })
  return defined({
    format: outputSchema,
    tools: tools?.length ? tools.map((tool) => ({ type: 'function', function: defined({ ...tool }) })) : undefined,
    think: thinking(reasoningEffort),
    ...rest,
    options: { ...options, ...(typeof extraOptions === 'object' && !Array.isArray(extraOptions) ? extraOptions : {}) },
    model: name,
    messages: messages.map(ollamaMessage),
    stream: true,
  })
}

function thinking(effort: ModelRequest['params']['reasoningEffort']): boolean | string | undefined {
  if (effort === 'none') return false
  return effort === 'minimal' ? 'low' : effort
}

function ollamaMessage({ role, content, toolCalls }: Message): JsonObject {
  return defined({ role, content, tool_calls: toolCalls?.map((call) => ({ function: { name: call.name, arguments: call.arguments } })) })
}

const text = z.string().nullish().catch(null)
const lineSchema = z.looseObject({
  model: text,
  message: z
    .looseObject({
      content: text,
      thinking: text,
      tool_calls: z
        .array(z.looseObject({ id: text, function: z.looseObject({ name: z.string(), arguments: z.unknown() }) }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  done: z.boolean().nullish().catch(null),
  done_reason: text,
})

async function readAnswer(response: Response, call: Call): Promise<AnswerBuilder> {
  const answer = new AnswerBuilder(call)
  let calls = 0
  let lines = 0
  let whole = false
  await readLines(response, call, (line) => {
    lines++
    const value = parseObject(line, call)
    if (saysError(value['error'])) throw streamError(call.asked, value, call.requestId)
    const { message, done, done_reason: reason, model } = lineSchema.parse(value)
    answer.servedModel ??= model ?? null
    answer.reasoning(message?.thinking)
    answer.text(message?.content)
    for (const { id, function: called } of message?.tool_calls ?? []) {
      answer.toolCall(calls++, { id: id ?? undefined, name: called.name, arguments: argumentsText(called.arguments ?? {}, call) })
    }
    if (done !== true) {
      answer.eventEnds(null)
      return false
    }
    if (lines === 1 && call.watch) call.watch.whole?.()
    answer.finish(FINISH_REASONS[reason ?? 'stop'] ?? null)
    answer.usage = reportedUsage({ inputTokens: value['prompt_eval_count'], outputTokens: value['eval_count'] })
    answer.eventEnds(answer.usage)
    if (call.watch) tellTimings(value, call.watch)
    return (whole = true)
  })
  if (whole) return answer
  throw cutShort(call.asked, 'done: true', call.requestId)
}

/** The last line has durations in nanoseconds. Those that are missing, or no durations, are not known. */
function tellTimings(line: Record<string, unknown>, watch: StreamWatch): void {
  const [totalMs, loadMs, decodeMs] = [line['total_duration'], line['load_duration'], line['eval_duration']].map(millisecondsOf)
  const tokens = line['eval_count']
  const isDecoded = typeof decodeMs === 'number' && decodeMs > 0 && typeof tokens === 'number' && tokens > 0
  const timings: ServerTimings = {
    totalMs: totalMs ?? null,
    loadMs: loadMs ?? null,
    timePerOutputTokenMs: isDecoded ? decodeMs / tokens : null,
  }
  if (Object.values(timings).some((ms) => ms !== null)) watch.server?.(timings)
}

function millisecondsOf(nanoseconds: unknown): number | null {
  return typeof nanoseconds === 'number' && Number.isFinite(nanoseconds) && nanoseconds >= 0 ? nanoseconds / 1e6 : null
}
