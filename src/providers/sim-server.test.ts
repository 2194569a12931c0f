import { describe, expect, test } from 'vitest'
import type { FaultKind } from '../sim/server/fault-plan.ts'
import { serverFaultsSchema } from '../sim/server/server-settings.ts'
import { greeting } from './testing/attempting.ts'
import { simBench } from './testing/sim-bench.ts'
import { vendors } from './testing/vendors.ts'

/** The protocol of Bedrock is not among those that the simulated server speaks. */
const served = vendors.filter(({ name }) => name !== 'bedrock')
const retryAfterMs = 40

describe.each(served)('$name and the simulated server', (vendor) => {
  test('an answer with usage, stamps, model and id, in one request', async () => {
    const { server, ask } = await simBench({ answer: 'Grüße 👋 — 42', latency: { kind: 'fixed', ms: 20 } })
    const { text, finishReason, usage, timings, servedModel, responseId } = await ask(vendor)
    expect({ text, finishReason, servedModel }).toEqual({ text: 'Grüße 👋 — 42', finishReason: 'stop', servedModel: vendor.modelName })
    expect(usage).toMatchObject({ inputTokens: 14, outputTokens: 4, source: 'provider' })
    expect(timings.firstTokenMs).toBeGreaterThan(15)
    expect(responseId).not.toBeNull()
    expect(server.stats()).toMatchObject({
      requests: 1,
      ended: { 200: 1 },
      inFlight: 0,
      inFlightPeak: 1,
      trials: { count: 1, mostAnswered: 1 },
    })
  })

  test('without an answer of its own it makes one up, the same each time, another for another prompt', async () => {
    const { ask } = await simBench({ seed: 4 })
    const other = { ...greeting, messages: [{ role: 'user' as const, content: 'Name the colours of the painter.' }] }
    const texts = [await ask(vendor), await ask(vendor), await ask(vendor, { request: other })].map(({ text }) => text)
    expect(texts[0]).toMatch(/^This is a simulated answer\. /)
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).toContain('colours')
  })

  test('a long text in the pace of its tokens comes in many pieces, the first long before the last', async () => {
    const text = 'ten words of text '.repeat(90)
    const { ask } = await simBench({ answer: text, tokensPerSecond: 1_000 })
    const { text: said, timings } = await ask(vendor)
    expect(said).toBe(text)
    expect(Number(timings.latencyMs) - Number(timings.firstTokenMs)).toBeGreaterThan(30)
  })

  test('a call of a tool, a refusal, a cut', async () => {
    const tools = [{ name: 'get_weather', parameters: { type: 'object' } }]
    const calls = [{ name: 'get_weather', arguments: { city: 'Zürich' } }]
    const called = await simBench({ answers: [{ answer: calls }] })
    expect(await called.ask(vendor, { request: { ...greeting, tools } })).toMatchObject({ finishReason: 'tool-calls', toolCalls: calls })
    const refusing = await simBench({ mistakes: { refuse: 1 } })
    const refusal = await refusing.ask(vendor)
    expect(refusal.finishReason).toBe(vendor.name === 'ollama' ? 'stop' : 'refusal')
    expect(refusal.text + refusal.parts.map((part) => part.text).join('')).toContain("I can't help with that")
    const cut = await (
      await simBench({ answer: 'one two three four' })
    ).ask(vendor, { request: { ...greeting, params: { maxOutputTokens: 2 } } })
    expect(cut).toMatchObject({ text: 'one two ', finishReason: 'length' })
  })

  test.each([
    ['rateLimit', 'rate-limit'],
    ['serverError', 'transient'],
    ['overloaded', 'rate-limit'],
    ['resetBefore', 'transient'],
    ['resetInside', 'transient'],
    ['truncate', 'invalid-response'],
    ['garbage', 'invalid-response'],
    ['errorEvent', 'invalid-response'],
  ] as const)('%s: an error of kind %s that may be asked again', async (fault, kind) => {
    const { server, fail } = await simBench({ faults: serverFaultsSchema.parse({ retryAfterMs }) }, fault)
    const error = await fail(vendor)
    expect(error).toMatchObject({ kind, retryable: true })
    expect(error.retryAfterMs).toBe(fault === 'rateLimit' ? retryAfterMs : undefined)
    expect(server.stats().trials).toEqual({ count: 1, mostRequests: 1, mostAnswered: 0 })
    const ended: Partial<Record<FaultKind, string>> = { rateLimit: '429', serverError: '500', overloaded: '529' }
    await expect.poll(() => server.stats().ended).toEqual({ [ended[fault] ?? fault]: 1 })
  })

  test.each(['stall', 'stallInside'] as const)('%s: ends by the time-out of the attempt', async (fault) => {
    const { server, fail } = await simBench({}, fault)
    const attempt = new AbortController()
    const error = fail(vendor, { signal: attempt.signal })
    await expect.poll(() => server.stats().inFlight).toBe(1)
    attempt.abort(new DOMException('too late', 'TimeoutError'))
    expect(await error).toMatchObject({ kind: 'timeout' })
    await expect.poll(() => server.stats()).toMatchObject({ inFlight: 0, ended: { [fault]: 1 } })
  })

  test('a 429 without Retry-After leaves the time to the client', async () => {
    const { fail } = await simBench({}, 'rateLimit')
    expect((await fail(vendor)).retryAfterMs).toBeUndefined()
  })
})

test('only OpenRouter says what an answer has cost, with the answer or later in its record', async () => {
  const [openrouter, openai] = ['openrouter', 'openai'].map((name) => served.find((vendor) => vendor.name === name)) as [
    (typeof served)[number],
    (typeof served)[number],
  ]
  const { ask } = await simBench({ answer: 'Yes.' })
  expect((await ask(openrouter)).inlineCostNanoUsd).toBe(14 * 1_000 + 1 * 5_000)
  expect((await ask(openai)).inlineCostNanoUsd).toBeNull()
  const later = await simBench({ answer: 'Yes.', inlineCost: false })
  const { inlineCostNanoUsd, responseId } = await later.ask(openrouter)
  expect(inlineCostNanoUsd).toBeNull()
  const record = await fetch(`${later.server.address}/api/v1/generation?id=${responseId}`)
  expect(await record.json()).toMatchObject({ data: { id: responseId, total_cost: 0.000019, native_tokens_completion: 1 } })
})
