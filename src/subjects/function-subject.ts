import type { Answer } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { ChatAddress, OpenChat } from '../schema/chat-address.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import type { Generate, GenerateOptions, Prompt, Subject } from '../schema/subject.ts'
import { isoNow } from '../time/iso-now.ts'
import { RecordedTime } from './recorded-time.ts'
import { answerOfReply, sumUsage } from './trial-calls.ts'
import type { TrialCalls, TrialPlace } from './trial-calls.ts'

/** What a user's function gave, and whether it went round the engine. */
export interface FunctionAnswer {
  answer: Answer
  /** No call of the trial went through the engine. */
  unmetered: boolean
}

/** A trial's calls, and the time of those that were not asked. */
interface Timed {
  calls: TrialCalls
  recorded: RecordedTime
}

/** Runs a user's function once, as one trial. Its own time counts as latency, without the engine's queue. */
export async function runFunction(
  subject: Subject<never>,
  place: TrialPlace,
  calls: TrialCalls,
  openChat: OpenChat,
): Promise<FunctionAnswer> {
  const recorded = new RecordedTime()
  const chat = await openChat({
    model: place.model.name,
    call: (request, signal) => recorded.during(() => calls.call(withModelParams(request, place), signal)),
  })
  try {
    return await runAt(chat, subject, place, { calls, recorded })
  } finally {
    chat.close()
  }
}

async function runAt(chat: ChatAddress, subject: Subject<never>, place: TrialPlace, { calls, recorded }: Timed): Promise<FunctionAnswer> {
  const startedAt = isoNow()
  const start = performance.now()
  const ask = generateWith(place, { calls, recorded })
  const given = await subject(place.case.input as never, {
    model: { ...place.model, generate: ask, baseUrl: chat.baseUrl, apiKey: chat.apiKey },
    ask,
    signal: place.signal,
    trial: place.trial,
  })
  const queueMs = calls.replies.reduce((sum, reply) => sum + (reply.reused ? 0 : reply.completion.timings.queueMs), 0)
  const latencyMs = Math.max(0, performance.now() - start - queueMs) + recorded.aheadMs
  const timings = {
    startedAt,
    queueMs,
    firstByteMs: null,
    firstTokenMs: calls.replies[0]?.completion.timings.firstTokenMs ?? null,
    latencyMs,
  }
  const usage = sumUsage(calls.replies.map((reply) => reply.completion.usage))
  return { answer: { ...answerOf(given), usage, timings }, unmetered: calls.replies.length === 0 }
}

function generateWith(place: TrialPlace, { calls, recorded }: Timed): Generate {
  return async (prompt: Prompt, options: GenerateOptions = {}) => {
    const request = {
      messages: messagesOf(prompt, options.system),
      ...(options.outputSchema ? { outputSchema: options.outputSchema } : {}),
      params: { ...place.model.params, ...options.params },
    }
    return answerOfReply(await recorded.during(() => calls.call(request, options.signal ?? place.signal)))
  }
}

/** The model's own parameters hold where the SDK gives none. */
function withModelParams(request: ModelRequest, { model }: TrialPlace): ModelRequest {
  return { ...request, params: { ...model.params, ...request.params } }
}

function messagesOf(prompt: Prompt, system: string | undefined): Message[] {
  const messages: Message[] = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
  return system === undefined ? messages : [{ role: 'system', content: system }, ...messages]
}

/** A text, an answer, or any JSON value, as an answer. */
function answerOf(given: Answer | Json): Pick<Answer, 'text' | 'toolCalls' | 'finishReason' | 'parts'> {
  if (typeof given === 'string') return { text: given, toolCalls: [], finishReason: 'stop', parts: [] }
  if (given === undefined) {
    throw new EvalError('config', 'the function under evaluation returned undefined', { hint: 'return a text, an answer, or JSON' })
  }
  if (isAnswer(given)) {
    const { text, toolCalls = [], finishReason = 'stop', parts = [] } = given
    return { text, toolCalls, finishReason, parts }
  }
  return { text: JSON.stringify(given), toolCalls: [], finishReason: 'stop', parts: [] }
}

function isAnswer(given: Answer | Json): given is Answer {
  return (
    typeof given === 'object' &&
    given !== null &&
    !Array.isArray(given) &&
    typeof (given as JsonObject)['text'] === 'string' &&
    'finishReason' in given
  )
}
