import { z } from 'zod'
import type { CallRequest } from './call.ts'
import { EVAL_ERROR_KINDS } from './eval-error.ts'
import type { EvalErrorKind } from './eval-error.ts'
import type { Model } from './model.ts'
import { paramsSchema } from './params.ts'

/** Schema of the lines of a tape. */
export const TAPE_SCHEMA = 'taskbench/tape@1'

/** What a run does with the tape: nothing; ask and record always; answer from it alone; answer from it and record the rest. */
export const TAPE_MODES = ['off', 'record', 'replay', 'auto'] as const
export type TapeMode = (typeof TAPE_MODES)[number]

const count = z.int().min(0)
const tokens = count.nullable()
const durationMs = z.number().min(0).nullable()

const toolCallSchema = z.object({ id: z.string().optional(), name: z.string(), arguments: z.json() })

const messageSchema = z.object({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  toolCalls: z.array(toolCallSchema).optional(),
  toolCallId: z.string().optional(),
})

const requestSchema = z.object({
  messages: z.array(messageSchema),
  tools: z
    .array(z.object({ name: z.string(), description: z.string().optional(), parameters: z.record(z.string(), z.json()).optional() }))
    .optional(),
  outputSchema: z.record(z.string(), z.json()).optional(),
  params: paramsSchema,
})

const answerSchema = z.object({
  text: z.string(),
  toolCalls: z.array(toolCallSchema),
  finishReason: z.enum(['stop', 'length', 'tool-calls', 'refusal', 'content-filter']).nullable(),
  parts: z.array(z.object({ type: z.enum(['reasoning', 'refusal']), text: z.string() })),
  servedModel: z.string().nullable(),
  responseId: z.string().nullable(),
  structuredOutput: z.enum(['json-schema', 'tool', 'grammar', 'none']),
  usage: z.object({
    inputTokens: tokens,
    outputTokens: tokens,
    cachedInputTokens: tokens,
    cacheWriteInputTokens: tokens,
    reasoningTokens: tokens,
    source: z.enum(['provider', 'estimated', 'none']),
  }),
  timings: z.object({ firstByteMs: durationMs, firstTokenMs: durationMs, latencyMs: durationMs }),
})

const errorSchema = z.object({
  kind: z.enum(Object.keys(EVAL_ERROR_KINDS) as [EvalErrorKind, ...EvalErrorKind[]]),
  message: z.string(),
  hint: z.string().optional(),
  requestId: z.string().optional(),
})

/** One line of a tape: a call as it was answered. */
export const tapeEntrySchema = z
  .object({
    schema: z.literal(TAPE_SCHEMA),
    task: z.string(),
    case: z.string(),
    trial: count.describe('From 0'),
    nth: count.describe('Which call of its trial, from 0'),
    phase: z.enum(['execution', 'judge', 'check-writing', 'recommendation']),
    model: z.string().describe("The model's label"),
    provider: z.string(),
    name: z.string(),
    baseUrl: z.string().nullable(),
    request: requestSchema,
    answer: answerSchema.nullable().describe('null: the model failed; `error` says how'),
    error: errorSchema.nullable(),
    cost: z.object({ nanoUsd: z.int().nullable(), source: z.string(), priced: z.string().nullable() }).describe('When it was recorded'),
    recordedAt: z.string().describe('ISO 8601 in UTC'),
    requestHash: z.string().min(1).describe('Identity of the question: by it a call is found'),
  })
  .describe('One line of a tape: a call as it was answered')

export type TapeEntry = z.infer<typeof tapeEntrySchema>

/** What a recorded call is found by. */
export interface TapePlace {
  requestHash: string
  task: string
  model: Pick<Model, 'label'>
}

/** A question as the tape looks for it, and for those that are near. */
export type TapeQuestion = Pick<CallRequest, 'requestHash' | 'task' | 'case' | 'trial' | 'nth' | 'phase' | 'request'> & {
  model: Pick<Model, 'label' | 'provider' | 'name' | 'baseUrl'>
}

/** The recorded call that is most like a question. */
export interface NearestEntry {
  entry: TapeEntry
  /** Where it stands, as a person finds it. */
  at: string
  /** How many trials are recorded of what is the same question otherwise. */
  trials: number
  /** How many calls of its trial are recorded of it. */
  calls: number
}

/** Recorded calls, found by the identity of their question. */
export interface Tape {
  /** The recorded call; `null` if there is none. Throws EvalError config where a line is broken or of another version. */
  find(place: TapePlace): TapeEntry | null
  /** The call most like it, of the same task or model; `null` if there is none. */
  nearest(question: TapeQuestion): NearestEntry | null
  /** Throws EvalError config where nothing could be kept, or not of this place. To be called before what will be kept is asked. */
  requireWritable(place?: Pick<TapePlace, 'task' | 'model'>): void
  /** Takes a call, instead of one with the same identity. It is found from then on, and on the tape after `writeSync`. */
  keep(entry: TapeEntry): Promise<void>
  /** Puts what was kept on the tape: whole or not at all. Synchronous: safe in an `exit` handler. */
  writeSync(): void
  close(): Promise<void>
}
