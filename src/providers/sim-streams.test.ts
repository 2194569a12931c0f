import { describe, expect, test } from 'vitest'
import type { ServerSettings } from '../sim/server/server-settings.ts'
import { greeting } from './testing/attempting.ts'
import { simBench } from './testing/sim-bench.ts'
import { vendors } from './testing/vendors.ts'

/** The protocol of Bedrock is not among those that the simulated server speaks. */
const served = vendors.filter(({ name }) => name !== 'bedrock')
const TEXT = 'Grüße 👋 aus Zürich\u2028 – ' + 'mehrere kleine Teile. '.repeat(4)
const TOKENS = Math.ceil(TEXT.length / 4)
type Script = NonNullable<ServerSettings['stream']>

describe.each(served)('$name and a scripted stream', (vendor) => {
  test.each<[string, Script]>([
    ['a fixed gap', { gaps: 2 }],
    ['gaps in turn', { gaps: [4, 1, 4, 1] }],
    ['lognormal gaps', { gaps: { kind: 'lognormal', medianMs: 1, sigma: 0.5 } }],
    ['stalls', { gaps: { kind: 'bimodal', fastMs: 0.5, slowMs: 20, slowShare: 0.1, sigma: 0 } }],
    ['several tokens in a chunk', { tokensPerChunk: [1, 3, 2] }],
    ['no role chunk', { roleChunk: false }],
    ['headers before the first token', { openMs: 1 }],
    ['usage in each chunk', { usage: 'each', tokensPerChunk: 3 }],
    ['CRLF', { lineEnd: 'crlf' }],
    ['pings in the waits', { pingMs: 2, gaps: [0, 0, 9] }],
    ['a split at every byte', { split: { bytes: 1, everyMs: 0 }, tokensPerChunk: 12 }],
    ['bytes that drip', { split: { bytes: 60, everyMs: 1 } }],
    ['a tail', { drainMs: 15 }],
  ])('%s: the same answer, its tokens as the server counted them', async (_, stream) => {
    const { server, ask } = await simBench({ answer: TEXT, stream, latency: { kind: 'fixed', ms: 3 } })
    const { text, usage, finishReason, responseId } = await ask(vendor)
    expect({ text, finishReason }).toEqual({ text: TEXT, finishReason: 'stop' })
    expect(usage).toMatchObject({ outputTokens: TOKENS, source: 'provider' })
    const [stamps, ...others] = server.stamps(String(responseId)).requests
    expect(others).toEqual([])
    expect(stamps?.chunkTokens.reduce((sum, tokens) => sum + tokens, 0)).toBe(TOKENS)
  })

  test.each(['nulls', 'none'] as const)('usage: %s is unknown usage, never 0', async (usage) => {
    const { ask } = await simBench({ answer: TEXT, stream: { usage } })
    expect(await ask(vendor)).toMatchObject({ text: TEXT, usage: { inputTokens: null, outputTokens: null, source: 'none' } })
  })

  test('reasoning before the text', async () => {
    const { ask } = await simBench({ answer: 'Yes.', stream: { reasoningTokens: 6, tokensPerChunk: 2 } })
    const { text, parts, usage } = await ask(vendor)
    expect(text).toBe('Yes.')
    expect(parts).toEqual([{ type: 'reasoning', text: 'Let me think about that.' }])
    expect(usage.outputTokens).toBe(7)
  })

  test('a reply of tool calls alone, their arguments in pieces', async () => {
    const tools = ['get_weather', 'get_time'].map((name) => ({ name, parameters: { type: 'object' } }))
    const calls = tools.map(({ name }, index) => ({ name, arguments: { city: 'Zürich', index } }))
    const { server, ask } = await simBench({ answers: [{ answer: calls, stream: { gaps: 1 } }] })
    expect(await ask(vendor, { request: { ...greeting, tools } })).toMatchObject({ text: '', finishReason: 'tool-calls', toolCalls: calls })
    expect(server.stamps().requests[0]?.chunkNs.length).toBe(vendor.name === 'ollama' ? 2 : 14)
  })

  test('so many tokens as the script or the request says', async () => {
    const { ask } = await simBench({ answer: 'Again and again.', stream: { tokens: 25 } })
    const { text, usage } = await ask(vendor)
    expect({ length: text.length, tokens: usage.outputTokens }).toEqual({ length: 100, tokens: 25 })
    const cut = await ask(vendor, { request: { ...greeting, params: { maxOutputTokens: 10 } } })
    expect(cut).toMatchObject({ finishReason: 'length', usage: { outputTokens: 10 } })
  })

  test('without its end mark an answer was cut short', async () => {
    const { fail } = await simBench({ answer: TEXT, stream: { endMark: false } })
    expect(await fail(vendor)).toMatchObject({ kind: 'invalid-response', retryable: true })
  })

  test.each(['resetInside', 'truncate', 'garbage', 'errorEvent'] as const)('%s after so many tokens', async (kind) => {
    const { server, fail } = await simBench({ answer: TEXT, stream: { gaps: 1, fault: { kind, afterTokens: 5 } } })
    expect(await fail(vendor)).toMatchObject({ kind: kind === 'resetInside' ? 'transient' : 'invalid-response' })
    await expect.poll(() => server.stats().ended).toEqual({ [kind]: 1 })
    expect(server.stamps().requests[0]).toMatchObject({ chunkTokens: [1, 1, 1, 1, 1], ended: kind })
  })

  test('a stall after so many tokens ends by the time-out of the attempt', async () => {
    const { fail } = await simBench({ answer: TEXT, stream: { fault: { kind: 'stallInside', afterTokens: 5 } } })
    expect(await fail(vendor, { signal: AbortSignal.timeout(80) })).toMatchObject({ kind: 'timeout' })
  })

  test('no figure of the client lies before what the server stamped', async () => {
    const script: Script = { tokens: 12, gaps: [8, 2], openMs: 10, drainMs: 10 }
    const { server, ask } = await simBench({ latency: { kind: 'fixed', ms: 30 }, stream: script })
    const { timings } = await ask(vendor)
    const [stamps] = server.stamps().requests
    const since = (ns: number | null | undefined) => ((ns ?? Number.NaN) - (stamps?.arrivedNs ?? Number.NaN)) / 1e6
    expect(since(stamps?.openedNs)).toBeGreaterThanOrEqual(10)
    expect(since(stamps?.chunkNs[0])).toBeGreaterThanOrEqual(30)
    expect(since(stamps?.chunkNs.at(-1))).toBeGreaterThanOrEqual(30 + 5 * 10 + 8)
    expect(timings.firstByteMs).toBeGreaterThan(since(stamps?.openedNs))
    expect(timings.firstTokenMs).toBeGreaterThan(since(stamps?.chunkNs[0]))
    expect(timings.latencyMs).toBeGreaterThan(since(stamps?.chunkNs.at(-1)))
  })
})
