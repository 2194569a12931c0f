import type { Ask } from '../../schema/ask.ts'
import type { Completion } from '../../schema/answer.ts'
import type { CallRequest, Reply } from '../../schema/call.ts'
import type { Chunking } from '../../schema/chunking.ts'
import { EvalError } from '../../schema/eval-error.ts'
import type { Json } from '../../schema/json.ts'
import type { Model } from '../../schema/model.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { askChunks } from '../chunked-prompt.ts'
import { TrialCalls } from '../trial-calls.ts'

const CHUNKING: Chunking = { input: 'text', by: 'lines', size: 2, overlap: 0, merge: 'union', mergePrompt: null, offsets: null }
/** Three chunks of two lines. */
export const TEXT = 'one\ntwo\nthree\nfour\nfive\n'

/** A task that cuts by two lines. */
export const taskOf = (chunking: Partial<Chunking> = {}, format = 'json', prompt = '{{text}}') => ({
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: prompt },
  ],
  params: {},
  tools: [],
  output: { format, schema: null },
  pairing: { key: 'word', by: 'normalized' as const },
  chunking: { ...CHUNKING, ...chunking },
})

const caseOf = (text: string, gold?: Json) => ({
  id: 'a',
  input: { text },
  gold,
  tags: [],
  checks: [],
  caseHash: `hash of ${text}`,
  place: { file: 'x', line: 1, column: 1 },
})

/** What a model says, with figures. */
export const completionOf = (text: string, over: Partial<Completion> = {}): Completion => ({
  text,
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: {
    inputTokens: 10,
    outputTokens: 5,
    cachedInputTokens: 0,
    cacheWriteInputTokens: 0,
    reasoningTokens: null,
    source: 'provider',
  },
  timings: { startedAt: '2026-01-01T00:00:00.000Z', firstByteMs: 1, firstTokenMs: 2, latencyMs: 30 },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
  ...over,
})

/** The engine's reply. */
export const replyOf = (completion: Completion): Reply => ({
  callId: completion.text,
  completion: { ...completion, timings: { ...completion.timings, queueMs: 7 } },
  cost: { nanoUsd: 1, source: 'list', priced: null },
  attempts: 1,
  reused: false,
  replayed: false,
  simulated: false,
})

/** The last message of a question. */
export const promptOf = ({ request }: CallRequest): string => String(request.messages.at(-1)?.content)
/** Answers with the lines of the prompt as items. */
export const wordsOf = (request: CallRequest): string =>
  JSON.stringify(
    promptOf(request)
      .split('\n')
      .filter(Boolean)
      .map((word) => ({ word })),
  )

/** Where a trial of a text stands. */
export function placeOf(model: Model, text: string, gold?: Json) {
  return { task: 't', format: 'json', model, case: caseOf(text, gold), trial: 0, signal: new AbortController().signal }
}

/** Asks a text's parts of a responder, which gives the text of each answer. */
export async function ask(
  respond: (request: CallRequest) => Completion | string | Promise<Completion | string>,
  { task = taskOf(), text = TEXT, model = testModel(), gold = undefined as Json | undefined } = {},
) {
  const asked: CallRequest[] = []
  const answering: Ask = async (request) => {
    asked.push(request)
    const given = await respond(request)
    return replyOf(typeof given === 'string' ? completionOf(given) : given)
  }
  const setup = placeOf(model, text, gold)
  const calls = new TrialCalls(setup, answering)
  return { asked, calls, result: await askChunks(task, setup, calls).catch((error: unknown) => error as EvalError) }
}

/** The answer, or throws what there is instead. */
export const answered = <T>(result: T | EvalError): T => {
  if (EvalError.is(result)) throw result
  return result as T
}
