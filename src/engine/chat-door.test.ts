import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import type { Reply } from '../schema/call.ts'
import type { ChatTrial } from '../schema/chat-address.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import { ChatDoor } from './chat-door.ts'

const doors: ChatDoor[] = []
afterEach(() => Promise.all(doors.splice(0).map((door) => door.close())))

const reply = (text: string, more: object = {}): Reply => ({
  callId: 'call-1',
  completion: {
    text,
    toolCalls: [],
    finishReason: 'stop',
    parts: [],
    usage: {
      inputTokens: 11,
      outputTokens: 3,
      cachedInputTokens: null,
      cacheWriteInputTokens: null,
      reasoningTokens: null,
      source: 'provider',
    },
    timings: { startedAt: '2026-01-01T00:00:00.000Z', queueMs: 0, firstByteMs: 1, firstTokenMs: 2, latencyMs: 3 },
    servedModel: null,
    responseId: null,
    inlineCostNanoUsd: null,
    structuredOutput: 'none',
    ...more,
  },
  cost: { nanoUsd: 1, source: 'list', priced: null },
  attempts: 1,
  reused: false,
  replayed: false,
  simulated: false,
})

async function open(call: ChatTrial['call']) {
  const door = new ChatDoor()
  doors.push(door)
  const address = await door.open({ model: 'some-model', call })
  return { address, client: new OpenAI({ baseURL: address.baseUrl, apiKey: address.apiKey, maxRetries: 0, dangerouslyAllowBrowser: true }) }
}

test("the vendor's SDK gets an answer, whole and as a stream", async () => {
  const asked: ModelRequest[] = []
  const { client } = await open(async (request) => (asked.push(request), reply('Grüße')))
  const messages = [
    { role: 'developer' as const, content: 'Be short.' },
    { role: 'user' as const, content: [{ type: 'text' as const, text: 'Greet me.' }] },
  ]
  const whole = await client.chat.completions.create({ model: 'any', messages, temperature: 0.5, max_tokens: 9, stop: 'x' })
  expect(whole.choices[0]).toMatchObject({ message: { role: 'assistant', content: 'Grüße' }, finish_reason: 'stop' })
  expect(whole.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 })
  expect(asked[0]).toEqual({
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Greet me.' },
    ],
    params: { temperature: 0.5, maxOutputTokens: 9, stop: ['x'] },
  })
  let streamed = ''
  for await (const chunk of await client.chat.completions.create({ model: 'any', messages, stream: true }))
    streamed += chunk.choices[0]?.delta.content ?? ''
  expect(streamed).toBe('Grüße')
})

test('tools, tool calls and schemas cross in both directions', async () => {
  const asked: ModelRequest[] = []
  const { client } = await open(
    async (request) => (
      asked.push(request),
      reply('', { toolCalls: [{ name: 'look', arguments: { id: 7 } }], finishReason: 'tool-calls' })
    ),
  )
  const answer = await client.chat.completions.create({
    model: 'any',
    messages: [
      { role: 'user', content: 'Look.' },
      { role: 'assistant', content: null, tool_calls: [{ id: 't1', type: 'function', function: { name: 'look', arguments: '{"id":7}' } }] },
      { role: 'tool', tool_call_id: 't1', content: 'seen' },
    ],
    tools: [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: { type: 'object' } } }],
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } },
  })
  expect(answer.choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: { tool_calls: [{ type: 'function', function: { name: 'look', arguments: '{"id":7}' } }] },
  })
  expect(asked[0]).toMatchObject({
    messages: [
      { role: 'user' },
      { role: 'assistant', toolCalls: [{ id: 't1', name: 'look', arguments: { id: 7 } }] },
      { role: 'tool', toolCallId: 't1', content: 'seen' },
    ],
    tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }],
    outputSchema: { type: 'object' },
  })
})

test('errors of the engine reach the SDK with their status and are not asked again', async () => {
  let calls = 0
  const { address } = await open(async () => {
    calls++
    throw new EvalError('rate-limit', 'too many')
  })
  const retrying = new OpenAI({ baseURL: address.baseUrl, apiKey: address.apiKey, maxRetries: 3, dangerouslyAllowBrowser: true })
  await expect(retrying.chat.completions.create({ model: 'any', messages: [{ role: 'user', content: 'x' }] })).rejects.toMatchObject({
    status: 429,
    message: '429 too many',
  })
  expect(calls).toBe(1)
})

test('without the key, after the trial, and for anything but a chat completion nothing is asked', async () => {
  let calls = 0
  const { address } = await open(async () => (calls++, reply('x')))
  const post = async (url: string, body: string, key = address.apiKey) => {
    const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body })
    return [response.status, ((await response.json()) as { error: { message: string } }).error.message]
  }
  const chat = `${address.baseUrl}/chat/completions`
  expect(await post(chat, '{}', 'guess')).toEqual([401, 'the key is not that of this trial'])
  expect(await post(chat, 'no json')).toEqual([400, 'the request is not JSON'])
  expect((await post(chat, '{"messages":[]}'))[0]).toBe(400)
  expect(await post(`${address.baseUrl}/embeddings`, '{}')).toEqual([400, expect.stringContaining('there is nothing at POST')])
  address.close()
  expect(await post(chat, '{"messages":[{"role":"user","content":"x"}]}')).toEqual([409, 'the trial of this address has ended'])
  expect(calls).toBe(0)
})
