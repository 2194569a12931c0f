import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../schema/json.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { DEFAULT_MAX_OUTPUT_TOKENS } from './anthropic-body.ts'
import { providerDefinitions } from './provider-definitions.ts'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { whole } from './testing/loopback-server.ts'
import { greeting, secretCase } from './testing/attempting.ts'
import { onTheWire, recordedBody, vendors } from './testing/vendors.ts'
import type { Vendor } from './testing/vendors.ts'

const list = { type: 'array', items: { type: 'string' } }
const params: ModelRequest['params'] = {
  temperature: 0,
  topP: 0.9,
  maxOutputTokens: 256,
  seed: 7,
  stop: ['END'],
  reasoningEffort: 'minimal',
  extra: { custom: 'field', stream: false, messages: [] },
}
const conversation: ModelRequest['messages'] = [
  { role: 'system', content: 'Use tools.' },
  { role: 'user', content: 'Weather?' },
  { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', name: 'get_weather', arguments: { city: 'Zürich' } }] },
  { role: 'tool', content: '{"celsius":4}', toolCallId: 'call_1' },
  { role: 'user', content: 'And tomorrow?' },
]

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

const vendor = (name: string): Vendor => vendors.find((one) => one.name === name) as Vendor
const ask = (name: string, request: ModelRequest, body = recordedBody(vendor(name), 'text')) =>
  bench.ask(vendor(name), whole(body, { headers: { 'content-type': vendor(name).contentType } }), { request })
const sent = async (name: string, request: ModelRequest): Promise<JsonObject> => {
  await ask(name, request)
  return JSON.parse(bench.server.requests[0]?.body ?? '') as JsonObject
}

test('every provider that reaches a network is under contract', () => {
  const networked = providerDefinitions.filter(({ paid }) => paid).map(({ name }) => name)
  expect(vendors.map(({ name }) => name).toSorted()).toEqual(networked.toSorted())
})

describe.each(vendors)('$name', (one) => {
  test('never receives the case or its gold, whatever it is handed', async () => {
    expect(providerDefinitions.find(({ name }) => name === one.name)?.needs).toBeUndefined()
    await bench.ask(one, whole(recordedBody(one, 'text'), { headers: { 'content-type': one.contentType } }), { callCase: secretCase })
    const [request] = bench.server.requests
    expect(JSON.stringify(request)).not.toMatch(/GOLD|case-1|caseHash/)
  })

  test('keeps its connection for the next call', async () => {
    const seen = new Set<number | undefined>()
    const provider = await bench.prepare(one)
    bench.server.answer((response) => {
      seen.add(response.socket?.remotePort)
      response.writeHead(200, { 'content-type': one.contentType }).end(recordedBody(one, 'text'))
    })
    for (let i = 0; i < 10; i++)
      await provider.complete({ model: {} as never, request: greeting, trial: i, attempt: 1, signal: new AbortController().signal })
    expect(seen.size).toBeLessThanOrEqual(2)
  })

  test('stamps the first and the last token when content comes, not when the stream opens or ends', async () => {
    const opening = one.name === 'anthropic' ? 'event: ping\ndata: {"type":"ping"}\n\n' : one.piece('')
    let response: ServerResponse | null = null
    // Each part is sent well after the one before has been received.
    const soon = (act: () => void) => void setTimeout(act, 40)
    const watch: StreamWatch = {
      headers: () => soon(() => response?.write(onTheWire(one, one.piece('late')))),
      content: () => soon(() => response?.end(onTheWire(one, one.ending))),
    }
    const handler = (given: ServerResponse) => {
      response = given.writeHead(200, { 'content-type': one.contentType })
      response.write(onTheWire(one, opening))
    }
    const completion = await bench.ask(one, handler, { watch })
    const { firstByteMs, firstTokenMs, latencyMs } = completion.timings
    expect(completion.text).toBe('late')
    expect((firstTokenMs ?? 0) - (firstByteMs ?? 0)).toBeGreaterThan(25)
    expect(latencyMs).toBe(firstTokenMs)
  })
})

test('openai: the fields of reasoning models, usage in the stream, extra fields that cannot turn streaming off', async () => {
  const body = await sent('openai', { ...greeting, params })
  expect(body).toMatchObject({
    model: 'gpt-5-mini',
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 256,
    reasoning_effort: 'minimal',
    temperature: 0,
    top_p: 0.9,
    seed: 7,
    stop: ['END'],
    custom: 'field',
    messages: greeting.messages,
  })
  expect(body).not.toHaveProperty('max_tokens')
})

test('what is not given is not sent', async () => {
  expect(Object.keys(await sent('compatible', greeting)).toSorted()).toEqual(['messages', 'model', 'stream', 'stream_options'])
})

test('openrouter asks for the price inline and speaks of effort in its own way', async () => {
  expect(await sent('openrouter', { ...greeting, params })).toMatchObject({
    usage: { include: true },
    reasoning: { effort: 'minimal' },
    max_tokens: 256,
  })
})

test('compatible: conversations with tools', async () => {
  const { messages } = await sent('compatible', { messages: conversation, params: {} })
  expect(messages).toMatchObject([
    { role: 'system' },
    { role: 'user' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Zürich"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":4}' },
    { role: 'user' },
  ])
})

test('anthropic: a limit of tokens even where none is given, the system apart, turns that alternate', async () => {
  expect(await sent('anthropic', greeting)).toEqual({
    model: 'claude-sonnet-4-5',
    max_tokens: DEFAULT_MAX_OUTPUT_TOKENS,
    stream: true,
    system: 'Be brief.',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Greet me.' }] }],
  })
  expect(bench.server.requests[0]).toMatchObject({ url: '/v1/messages', headers: { 'anthropic-version': '2026-10-21' } })
  const body = await sent('anthropic', { messages: conversation, params, tools: [{ name: 'get_weather' }] })
  expect(body).toMatchObject({ max_tokens: 256, stop_sequences: ['END'], output_config: { effort: 'low' }, stream: true, custom: 'field' })
  expect(bench.server.requests[0]?.headers['anthropic-version']).toBe('2023-06-01')
  expect(body).not.toHaveProperty('seed')
  expect(body['messages']).toMatchObject([
    { role: 'user' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', input: { city: 'Zürich' } }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'call_1' },
        { type: 'text', text: 'And tomorrow?' },
      ],
    },
  ])
})

test('ollama: options, the schema as a grammar, thinking', async () => {
  const body = await sent('ollama', {
    ...greeting,
    outputSchema: list,
    params: { ...params, extra: { options: { num_ctx: 8192 }, keep_alive: '5m' } },
  })
  expect(body).toMatchObject({
    stream: true,
    format: list,
    think: 'low',
    keep_alive: '5m',
    options: { temperature: 0, top_p: 0.9, num_predict: 256, seed: 7, stop: ['END'], num_ctx: 8192 },
  })
  expect(await sent('ollama', { ...greeting, params: { reasoningEffort: 'none' } })).toMatchObject({ think: false })
})

test('bedrock: inference configuration, further fields, conversations with tools', async () => {
  const body = await sent('bedrock', {
    messages: conversation,
    params: { ...params, extra: { top_k: 5 } },
    tools: [{ name: 'get_weather' }],
  })
  expect(bench.server.requests[0]?.url).toMatch(/^\/model\/us\.anthropic\.claude-sonnet-4-5-20250929-v1(:|%3A)0\/converse-stream$/)
  expect(body).toMatchObject({
    system: [{ text: 'Use tools.' }],
    inferenceConfig: { temperature: 0, topP: 0.9, maxTokens: 256, stopSequences: ['END'] },
    additionalModelRequestFields: { top_k: 5, output_config: { effort: 'low' } },
    toolConfig: { tools: [{ toolSpec: { name: 'get_weather' } }] },
  })
  expect((body['messages'] as JsonObject[]).map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
})

test('anthropic and its models on bedrock get a closed schema', async () => {
  const schema = { type: 'object', properties: { city: { type: 'string', maxLength: 9 } }, required: ['city'] }
  const closed = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false }
  expect(await sent('anthropic', { ...greeting, outputSchema: schema })).toMatchObject({
    output_config: { format: { type: 'json_schema', schema: closed } },
  })
  const { outputConfig } = await sent('bedrock', { ...greeting, outputSchema: schema })
  const jsonSchema = { name: 'answer', schema: expect.any(String) as string }
  expect(outputConfig).toEqual({ textFormat: { type: 'json_schema', structure: { jsonSchema } } })
  expect(await ask('anthropic', { ...greeting, outputSchema: { type: 'object' } })).toMatchObject({ structuredOutput: 'none' })
})

test('bedrock: other models are made to call a tool, whose arguments are the answer', async () => {
  const nova = { ...vendor('bedrock'), modelName: 'eu.amazon.nova-lite-v1:0' }
  const handler = whole(recordedBody(nova, 'answer-tool'), { headers: { 'content-type': nova.contentType } })
  const completion = await bench.ask(nova, handler, { request: { ...greeting, outputSchema: { type: 'object' } } })
  expect(completion).toMatchObject({ text: '{"city":"Zürich","days":2}', toolCalls: [], finishReason: 'stop', structuredOutput: 'tool' })
  expect(JSON.parse(bench.server.requests[0]?.body ?? '')).toMatchObject({ toolConfig: { toolChoice: { tool: { name: 'answer' } } } })
  const llama = { ...nova, modelName: 'meta.llama4-scout-17b-instruct-v1:0' }
  expect(await bench.ask(llama, handler, { request: { ...greeting, outputSchema: { type: 'object' } } })).toMatchObject({
    structuredOutput: 'none',
  })
})

test('bedrock: an access key signs the request and stays here', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-of-aws', AWS_REGION: 'eu-central-1' }
  const one = { ...vendor('bedrock'), env }
  await bench.ask(one, whole(recordedBody(one, 'text'), { headers: { 'content-type': one.contentType } }))
  const [request] = bench.server.requests
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=/,
  )
  expect(JSON.stringify(request)).not.toContain('secret-of-aws')
})

test.each(['openai', 'openrouter', 'compatible'])(
  '%s: a schema without an object at its root is wrapped, and the answer unwrapped',
  async (name) => {
    const one = vendor(name)
    const body = onTheWire(one, one.piece('{"answer":["a"') + one.piece(',"b"]}') + one.ending)
    expect(await ask(name, { ...greeting, outputSchema: list }, body)).toMatchObject({ text: '["a","b"]', structuredOutput: 'json-schema' })
    expect(JSON.parse(bench.server.requests[0]?.body ?? '')).toMatchObject({
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: false, schema: { type: 'object', required: ['answer'], properties: { answer: list } } },
      },
    })
  },
)

test.each([
  ['openai', 'response_format', { type: 'text' }],
  ['openrouter', 'response_format', { type: 'json_object' }],
  ['compatible', 'response_format', { type: 'json_object' }],
  ['anthropic', 'output_config', { effort: 'low' }],
  ['ollama', 'format', 'json'],
] as const)('%s: params.extra.%s goes instead of the schema, and the answer stays as it is', async (name, field, value) => {
  const one = vendor(name)
  const body = onTheWire(one, one.piece('{"answer":["a"]}') + one.ending)
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
  const completion = await ask(name, { ...greeting, outputSchema: schema, params: { extra: { [field]: value } } }, body)
  expect(completion).toMatchObject({ text: '{"answer":["a"]}', structuredOutput: 'none' })
  const request = JSON.parse(bench.server.requests[0]?.body ?? '') as JsonObject
  expect(request[field]).toEqual(value)
})

test('compatible: a server that does not stream is read as well', async () => {
  const body = JSON.stringify({
    id: 'c9',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'whole' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 1 },
  })
  const completion = await bench.ask(vendor('compatible'), whole(body, { headers: { 'content-type': 'application/json' } }))
  expect(completion).toMatchObject({ text: 'whole', finishReason: 'stop', responseId: 'c9', usage: { inputTokens: 3, outputTokens: 1 } })
})
