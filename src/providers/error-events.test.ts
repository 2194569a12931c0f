import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { crumbled, whole } from './testing/loopback-server.ts'
import { vendorNamed } from './testing/recorded-events.ts'
import { onTheWire } from './testing/vendors.ts'

const SSE = { 'content-type': 'text/event-stream' }
const JSON_TYPE = { 'content-type': 'application/json' }
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const chunk = (choice: object) => event({ id: 'gen-1', model: 'm', choices: [{ index: 0, ...choice }] })
const SAID = chunk({ delta: { content: 'hel' }, finish_reason: null })
const routerError = (code: number | string) =>
  event({ id: 'gen-1', error: { code, message: 'no' }, choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }] })

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

const router = vendorNamed('openrouter')
const server = vendorNamed('compatible')
const broken = (body: string, vendor = server) => bench.fail(vendor, whole(body, { headers: SSE }))

describe('an error inside a stream that names a status counts as that status', () => {
  test.each([
    [401, 'auth', 'http-401'],
    [402, 'budget', 'http-402'],
    [403, 'auth', 'http-403'],
    [408, 'timeout', 'stream-error'],
    [429, 'rate-limit', 'rate-limited'],
    ['429', 'rate-limit', 'rate-limited'],
    [500, 'transient', 'stream-error'],
    [502, 'transient', 'stream-error'],
    [503, 'transient', 'overloaded'],
    [529, 'rate-limit', 'overloaded'],
    [400, 'invalid-response', 'stream-error'],
    [404, 'invalid-response', 'stream-error'],
    ['1300', 'invalid-response', 'stream-error'],
  ] as const)('%s: %s', async (status, kind, code) => {
    const error = await broken(`: OPENROUTER PROCESSING\n\n${routerError(status)}`, router)
    expect(error).toMatchObject({ kind, code, retryable: !['auth', 'budget'].includes(kind) })
    expect(error.message).toBe('openrouter broke off the answer of openai/gpt-5-mini: no')
    expect(error.begun).toBe(!['rate-limit', 'budget'].includes(kind))
  })

  test('after a part of the answer it was begun', async () => {
    expect(await broken(SAID + routerError(429), router)).toMatchObject({ kind: 'rate-limit', retryable: true, begun: true })
  })

  test('in an answer that is not streamed', async () => {
    const body = '{"error":{"message":"Rate limited","code":429}}'
    expect(await bench.fail(server, whole(body, { headers: JSON_TYPE }))).toMatchObject({ kind: 'rate-limit', begun: false })
  })

  test('hints are those of the status', async () => {
    expect((await broken(routerError(402), router)).hint).toContain('quota and billing')
    expect((await broken(routerError(401), router)).hint).toBe('Check the key in OPENROUTER_API_KEY')
    expect((await broken(routerError(429), router)).hint).toContain('asking again may help')
  })
})

describe('the shapes of look-alikes', () => {
  test('Gemini: a list of one', async () => {
    const error = { code: 429, message: 'Resource has been exhausted', status: 'RESOURCE_EXHAUSTED' }
    for (const body of [event([{ error }]), event([{ error: { ...error, code: null } }]), event([{ error }]).trimEnd()])
      expect(await broken(body)).toMatchObject({ kind: 'rate-limit', message: expect.stringMatching(/m?: Resource has been exhausted$/) })
  })

  test('vLLM: the fields of the error in the event itself', async () => {
    const error = await broken(SAID + event({ object: 'error', message: 'engine died', type: 'InternalServerError', code: 500 }))
    expect(error).toMatchObject({ kind: 'transient', message: 'compatible broke off the answer of qwen3: engine died' })
  })

  test('llama.cpp: a field of its own, wherever it is split', async () => {
    const body = Buffer.from(`${SAID}error: {"code":500,"message":"context shift","type":"server_error"}\n\n`)
    for (const handler of [whole(body, { headers: SSE }), crumbled(body, SSE)])
      expect(await bench.fail(server, handler)).toMatchObject({
        kind: 'transient',
        message: 'compatible broke off the answer of qwen3: context shift',
      })
  })

  test('llama.cpp: a body that is cut inside of it', async () => {
    expect(await broken(`${SAID}error: {"code":5`)).toMatchObject({ kind: 'invalid-response', code: 'truncated' })
  })
})

describe('an answer that the server gave up is no answer', () => {
  const ending = (choice: object) => SAID + chunk({ delta: { content: '' }, ...choice }) + 'data: [DONE]\n\n'

  test.each([
    ['error', 'invalid-response'],
    ['abort', 'transient'],
    ['insufficient_system_resource', 'transient'],
  ] as const)('finish reason %s: %s, asked again', async (reason, kind) => {
    const error = await broken(ending({ finish_reason: reason }))
    expect(error).toMatchObject({ kind, retryable: true, begun: true })
    expect(error.message).toBe(`compatible broke off the answer of qwen3: it ended with ${reason}`)
  })

  test('with the reason of the vendor behind', async () => {
    const { message } = await broken(ending({ finish_reason: 'error', native_finish_reason: 'MALFORMED_FUNCTION_CALL' }))
    expect(message).toContain('it ended with error (MALFORMED_FUNCTION_CALL)')
  })

  test('an error in the choice, streamed and whole', async () => {
    const error = { code: 502, message: 'Upstream error' }
    expect(await broken(ending({ finish_reason: 'error', error }), router)).toMatchObject({
      kind: 'transient',
      message: 'openrouter broke off the answer of openai/gpt-5-mini: Upstream error',
    })
    const answer = { choices: [{ index: 0, message: { content: 'hel' }, finish_reason: 'error', error }] }
    expect(await bench.fail(router, whole(JSON.stringify(answer), { headers: JSON_TYPE }))).toMatchObject({
      kind: 'transient',
      begun: true,
    })
  })

  test('arguments of a tool call that are nested too deeply', async () => {
    const args = '['.repeat(30_000) + ']'.repeat(30_000)
    const call = (written: string) => `{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":${written}}}]}`
    const body = (written: string) =>
      `data: {"choices":[{"index":0,"delta":${call(written)},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n`
    expect(await broken(body(args))).toMatchObject({
      kind: 'invalid-response',
      message: expect.stringContaining('the arguments of a tool call are nested too deeply') as string,
    })
    const { toolCalls } = await bench.ask(server, whole(body(JSON.stringify(args)), { headers: SSE }))
    expect(toolCalls).toMatchObject([{ name: 'f', arguments: args }])
    const line = `{"message":{"tool_calls":[{"function":{"name":"f","arguments":{"a":${args}}}}]},"done":true}\n`
    expect(await bench.fail(vendorNamed('ollama'), whole(line))).toMatchObject({ kind: 'invalid-response' })
  })
})

describe('bedrock', () => {
  const bedrock = vendorNamed('bedrock')
  const stream = { 'content-type': bedrock.contentType }

  test.each([
    ['serviceUnavailableException', 'transient', 'overloaded'],
    ['throttlingException', 'rate-limit', 'rate-limited'],
    ['modelStreamErrorException', 'invalid-response', 'stream-error'],
  ] as const)('%s as first event and later: %s', async (name, kind, code) => {
    const exception = `["!${name}",{"message":"busy"}]\n`
    for (const lines of [exception, bedrock.piece('a') + exception])
      expect(await bench.fail(bedrock, whole(onTheWire(bedrock, lines), { headers: stream }))).toMatchObject({
        kind,
        code,
        message: `bedrock broke off the answer of ${bedrock.modelName}: busy`,
      })
  })
})
