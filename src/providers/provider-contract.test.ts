import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelRequest } from '../schema/model-request.ts'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { crumbled, whole } from './testing/loopback-server.ts'
import { greeting } from './testing/attempting.ts'
import { KEY, onTheWire, recordedBody, vendors } from './testing/vendors.ts'

const TEXT = 'Grüße 👋 — 42'
const weather = { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }
const schema = { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } }

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

describe.each(vendors)('$name answers', (vendor) => {
  const headers = { 'content-type': vendor.contentType, 'x-request-id': 'req-77' }
  const ask = (name: string, request: ModelRequest = greeting) =>
    bench.ask(vendor, whole(recordedBody(vendor, name), { headers }), { request })

  test('a text, streamed, with its usage and stamps', async () => {
    const completion = await ask('text')
    expect(completion).toMatchObject({ text: TEXT, toolCalls: [], finishReason: 'stop', structuredOutput: 'none' })
    expect(completion.usage).toMatchObject({ inputTokens: 120, outputTokens: 24, source: 'provider' })
    expect(completion.usage.reasoningTokens).toBe(vendor.reportsReasoningTokens ? 8 : null)
    expect(completion.parts).toEqual(vendor.streamsReasoning ? [{ type: 'reasoning', text: 'Let me think.' }] : [])
    expect(completion.inlineCostNanoUsd).toBe(vendor.inlineCostNanoUsd)
    const { firstByteMs, firstTokenMs, latencyMs, startedAt } = completion.timings
    expect(firstByteMs).toBeGreaterThan(0)
    expect(firstTokenMs).toBeGreaterThanOrEqual(firstByteMs ?? Infinity)
    expect(latencyMs).toBeGreaterThanOrEqual(firstTokenMs ?? Infinity)
    expect(startedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    expect(completion.responseId).not.toBeNull()
  })

  test('over one request that streams, carries the key and asks for no compression', async () => {
    await ask('text')
    const [request, ...others] = bench.server.requests
    expect(others).toEqual([])
    expect(request?.headers['accept-encoding']).toBe('identity')
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`)
  })

  test('without usage: null, never 0', async () => {
    const { text, usage } = await ask('no-usage')
    expect(text).toBe(TEXT)
    expect(usage).toMatchObject({ inputTokens: null, outputTokens: null, cachedInputTokens: null, reasoningTokens: null, source: 'none' })
  })

  test('with cached tokens inside all input tokens', async () => {
    const { usage } = await ask('cached')
    expect(usage).toMatchObject({ inputTokens: 120, cachedInputTokens: vendor.reportsCache ? 80 : null })
  })

  test('in the form of a schema, by its own means', async () => {
    const completion = await ask('json', { ...greeting, outputSchema: schema })
    expect(JSON.parse(completion.text)).toEqual({ city: 'Zürich', days: 2 })
    expect(completion).toMatchObject({ structuredOutput: vendor.structuredOutput, finishReason: 'stop', toolCalls: [] })
    expect(bench.server.requests[0]?.body).toContain('"days"')
  })

  test('by a tool call, put together from its pieces', async () => {
    const completion = await ask('tool-call', { ...greeting, tools: [weather] })
    expect(completion.toolCalls).toMatchObject([{ name: 'get_weather', arguments: { city: 'Zürich', days: 2 } }])
    expect(completion).toMatchObject({ text: '', finishReason: 'tool-calls' })
    expect(completion.timings.firstTokenMs).not.toBeNull()
  })

  test('by refusing', async () => {
    const { text, parts, finishReason } = await ask('refusal')
    expect(finishReason).toBe(vendor.refusal.finishReason)
    expect(vendor.refusal.reported ? parts : [{ type: 'refusal', text }]).toEqual([{ type: 'refusal', text: 'I cannot help with that.' }])
  })

  test('up to the limit of length', async () => {
    expect(await ask('length')).toMatchObject({ text: TEXT, finishReason: 'length' })
  })

  test('with nothing: an empty answer is an answer without a first token', async () => {
    const completion = await ask('empty')
    expect(completion).toMatchObject({ text: '', toolCalls: [], finishReason: 'stop', usage: { inputTokens: 120, outputTokens: 0 } })
    expect(completion.timings.firstTokenMs).toBeNull()
    expect(completion.timings.latencyMs).toBeGreaterThan(0)
  })

  test('in crumbs that split UTF-8 and frames', async () => {
    expect(await bench.ask(vendor, crumbled(recordedBody(vendor, 'text'), headers))).toMatchObject({
      text: TEXT,
      usage: { outputTokens: 24 },
    })
  })

  test('with 10 MB of text', async () => {
    const text = 'ä€𝄞 <b>'.repeat(1_000_000)
    const body = onTheWire(vendor, vendor.piece(text) + vendor.ending)
    const completion = await bench.ask(vendor, whole(body, { headers }))
    expect(completion.text.length).toBe(text.length)
  })

  test.runIf(vendor.sse)('with CRLF and CR as line ends', async () => {
    const text = recordedBody(vendor, 'text').toString()
    for (const end of ['\r\n', '\r']) {
      const completion = await bench.ask(vendor, whole(text.replaceAll('\n', end), { headers }))
      expect(completion).toMatchObject({ text: TEXT, finishReason: 'stop', usage: { outputTokens: 24 } })
    }
  })
})
