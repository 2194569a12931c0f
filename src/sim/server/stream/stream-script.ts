import { z } from 'zod'
import { latencySchema } from '../../sim-settings-schema.ts'

const MOST_TOKENS = 1_000_000
/** More than any answer has. */
const MOST_ANSWER_TOKENS = 2 ** 31
const milliseconds = z.number().min(0).max(600_000)
const tokens = z.int().min(1).max(MOST_TOKENS)

/** Ways in which an answer fails after it has begun. */
const INSIDE_FAULTS = ['resetInside', 'stallInside', 'truncate', 'garbage', 'errorEvent'] as const

export type InsideFault = (typeof INSIDE_FAULTS)[number]

/** How an answer is streamed. What is left out has its default; an answer's own script goes over that of the settings, field by field. */
export const streamScriptSchema = z.strictObject({
  tokens: tokens.nullable().optional().describe('Output tokens of a text: it is repeated or cut to have so many; null: as it is'),
  reasoningTokens: z.int().min(0).max(MOST_TOKENS).optional().describe('Tokens of reasoning before the text'),
  gaps: z
    .union([milliseconds, z.array(milliseconds).min(1), latencySchema])
    .optional()
    .describe('Milliseconds between chunks: one number, a list taken in turn again and again, or drawn as a latency is'),
  tokensPerChunk: z
    .union([tokens, z.array(tokens).min(1)])
    .optional()
    .describe('Tokens in a chunk, or a list taken in turn'),
  openMs: milliseconds
    .nullable()
    .optional()
    .describe('When the headers and the opening events are sent, from the start; null: with the first token'),
  roleChunk: z.boolean().optional().describe('OpenAI: a chunk with the role and no text comes first'),
  usage: z
    .enum(['last', 'each', 'nulls', 'none'])
    .optional()
    .describe('Usage at the end; in each chunk as well; always null; or left out. "each" is for the OpenAI protocol'),
  endMark: z.boolean().optional().describe('[DONE], message_stop, or the line with done: true is sent'),
  drainMs: milliseconds.optional().describe('From the last token to the finish reason, usage and end mark'),
  lineEnd: z.enum(['lf', 'crlf']).optional(),
  pingMs: z.number().min(1).max(600_000).nullable().optional().describe('A comment (Anthropic: a ping event) in every wait so long'),
  split: z
    .strictObject({
      bytes: z
        .int()
        .min(1)
        .max(2 ** 20),
      everyMs: milliseconds.default(0),
    })
    .nullable()
    .optional()
    .describe('Every event is sent in pieces of so many bytes, so many milliseconds apart'),
  fault: z
    .strictObject({ kind: z.enum(INSIDE_FAULTS), afterTokens: z.int().min(0).max(MOST_TOKENS) })
    .nullable()
    .optional()
    .describe('The stream breaks after so many tokens'),
})

type WrittenScript = z.infer<typeof streamScriptSchema>

/** A script with its defaults. */
export type StreamScript = { [Field in keyof WrittenScript]-?: Exclude<WrittenScript[Field], undefined> }

const DEFAULTS: StreamScript = {
  tokens: null,
  reasoningTokens: 0,
  gaps: 0,
  tokensPerChunk: 1,
  openMs: null,
  roleChunk: true,
  usage: 'last',
  endMark: true,
  drainMs: 0,
  lineEnd: 'lf',
  pingMs: null,
  split: null,
  fault: null,
}

/** The whole answer in one chunk of each kind. */
export const AT_ONCE: StreamScript = { ...DEFAULTS, tokensPerChunk: MOST_ANSWER_TOKENS }

/** A script that breaks after so many tokens, sent without waits; those before come in one chunk. */
export function brokenScript(script: StreamScript | null, kind: InsideFault, afterTokens: number): StreamScript {
  return { ...(script ?? { ...DEFAULTS, tokensPerChunk: Math.max(1, afterTokens) }), fault: { kind, afterTokens } }
}

export function isInside(fault: string): fault is InsideFault {
  return (INSIDE_FAULTS as readonly string[]).includes(fault)
}

/** Chunks that would follow each other faster are sent as one where only a pace was given: timers are no finer. */
const LEAST_GAP_MS = 5

/**
 * The script of an answer: what is said to its prompt goes over what is said to all, and that over the pace. `null`: no script and no pace,
 * the answer is sent at once.
 */
export function scriptOf(
  general: WrittenScript | null,
  own: WrittenScript | undefined,
  tokensPerSecond: number | null,
): StreamScript | null {
  if (general === null && own === undefined && tokensPerSecond === null) return null
  return { ...DEFAULTS, ...(tokensPerSecond === null ? {} : paced(tokensPerSecond)), ...general, ...own }
}

function paced(tokensPerSecond: number): Pick<StreamScript, 'gaps' | 'tokensPerChunk'> {
  const tokensPerChunk = Math.max(1, Math.ceil((LEAST_GAP_MS * tokensPerSecond) / 1_000))
  return { tokensPerChunk, gaps: (tokensPerChunk * 1_000) / tokensPerSecond }
}
