import { readFileSync } from 'node:fs'
import type { Completion } from '../../schema/answer.ts'
import type { Model } from '../../schema/model.ts'
import { eventStreamFrames } from './event-stream-frames.ts'
import { testModel } from '../../schema/testing/test-model.ts'

export const KEY = 'sk-test-4f9c1e7ad2'

/** A networked provider under contract, and in what its vendor differs from the others. */
export interface Vendor {
  name: string
  /** Path of the server after its address. */
  path: string
  contentType: string
  extension: string
  modelName: string
  env: Record<string, string>
  apiKeyEnv: string | null
  refusal: Pick<Completion, 'finishReason'> & { reported: boolean }
  structuredOutput: Completion['structuredOutput']
  reportsCache: boolean
  reportsReasoningTokens: boolean
  streamsReasoning: boolean
  inlineCostNanoUsd: number | null
  sse: boolean
  /** One piece of text in the vendor's format. */
  piece(text: string): string
  /** What ends an answer. */
  ending: string
}

const serverEvent = (event: { type: string; [field: string]: unknown }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

const chat = {
  path: '/v1',
  contentType: 'text/event-stream; charset=utf-8',
  extension: 'sse',
  refusal: { finishReason: 'refusal', reported: true },
  structuredOutput: 'json-schema',
  reportsCache: true,
  reportsReasoningTokens: true,
  streamsReasoning: true,
  inlineCostNanoUsd: null,
  sse: true,
  piece: (text) =>
    `data: ${JSON.stringify({ id: 'c1', model: 'm', choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`,
  ending: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
} satisfies Partial<Vendor>

/** Every provider that reaches a network. */
export const vendors: Vendor[] = [
  { ...chat, name: 'openai', modelName: 'gpt-5-mini', env: { OPENAI_API_KEY: KEY }, apiKeyEnv: null, streamsReasoning: false },
  {
    ...chat,
    name: 'openrouter',
    modelName: 'openai/gpt-5-mini',
    env: { OPENROUTER_API_KEY: KEY },
    apiKeyEnv: null,
    inlineCostNanoUsd: 78_000,
  },
  { ...chat, name: 'compatible', modelName: 'qwen3', env: { QWEN_KEY: KEY }, apiKeyEnv: 'QWEN_KEY' },
  {
    ...chat,
    name: 'anthropic',
    path: '',
    modelName: 'claude-sonnet-4-5',
    env: { ANTHROPIC_API_KEY: KEY },
    apiKeyEnv: null,
    reportsReasoningTokens: false,
    refusal: { finishReason: 'refusal', reported: false },
    piece: (text) => serverEvent({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    ending:
      serverEvent({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }) +
      serverEvent({ type: 'message_stop' }),
  },
  {
    ...chat,
    name: 'ollama',
    path: '',
    contentType: 'application/x-ndjson',
    extension: 'ndjson',
    modelName: 'llama3.2:3b',
    env: { OLLAMA_KEY: KEY },
    apiKeyEnv: 'OLLAMA_KEY',
    refusal: { finishReason: 'stop', reported: false },
    structuredOutput: 'grammar',
    reportsCache: false,
    reportsReasoningTokens: false,
    sse: false,
    piece: (text) => `${JSON.stringify({ message: { content: text }, done: false })}\n`,
    ending: '{"done":true,"done_reason":"stop"}\n',
  },
  {
    ...chat,
    name: 'bedrock',
    path: '',
    contentType: 'application/vnd.amazon.eventstream',
    extension: 'jsonl',
    modelName: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    env: { AWS_BEARER_TOKEN_BEDROCK: KEY, AWS_REGION: 'us-east-1' },
    apiKeyEnv: null,
    refusal: { finishReason: 'content-filter', reported: false },
    reportsReasoningTokens: false,
    sse: false,
    piece: (text) => `${JSON.stringify(['contentBlockDelta', { contentBlockIndex: 0, delta: { text } }])}\n`,
    ending: '["messageStop",{"stopReason":"end_turn"}]\n',
  },
]

/** The model of a vendor on a server. */
export function modelOf(vendor: Vendor, address: string): Model {
  return testModel({ provider: vendor.name, name: vendor.modelName, baseUrl: `${address}${vendor.path}`, apiKeyEnv: vendor.apiKeyEnv })
}

/** A recorded body of a vendor, as bytes on the wire. */
export function recordedBody(vendor: Vendor, name: string): Buffer {
  return onTheWire(vendor, fixture(vendor, `${name}.${vendor.extension}`))
}

/** A recorded error of a vendor, which repeats the key that it was sent. */
export function recordedError(vendor: Vendor, status: number | string): string {
  return fixture(vendor, `${status}.json`).replace('KEY', KEY)
}

/** Text of a fixture as the vendor sends it. */
export function onTheWire(vendor: Vendor, text: string): Buffer {
  return vendor.name === 'bedrock' ? eventStreamFrames(text) : Buffer.from(text)
}

function fixture(vendor: Vendor, file: string): string {
  return readFileSync(new URL(`../../../fixtures/providers/${vendor.name}/${file}`, import.meta.url), 'utf8')
}
