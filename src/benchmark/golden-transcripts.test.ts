import { expect, test } from 'vitest'
import { measuredStream } from '../../fixtures/streams/measured-stream.ts'
import { byteByByte } from '../providers/testing/scripted-wire.ts'
import type { TimedPiece } from '../providers/testing/scripted-wire.ts'
import { recordedEvents } from '../providers/testing/recorded-events.ts'

const CHAT = ['openai', 'openrouter', 'compatible']
const chunk = (delta: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: null }], ...more })}\n\n`
const ROLE = chunk({ role: 'assistant', content: '' })
const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
const DONE = 'data: [DONE]\n\n'
const usage = (completion: number, reasoning = 0) => ({
  usage: { prompt_tokens: 12, completion_tokens: completion, completion_tokens_details: { reasoning_tokens: reasoning } },
})
const usageChunk = (completion: number, reasoning = 0) => `data: ${JSON.stringify({ choices: [], ...usage(completion, reasoning) })}\n\n`

test.each(CHAT)('%s: role, finish and a late usage chunk are no parts of the answer', async (name) => {
  const pieces: TimedPiece[] = [
    [100, ROLE],
    [150, chunk({ content: 'Hel' })],
    [170, chunk({ content: 'lo' })],
    [230, chunk({ content: ' you' })],
    [231, FINISH],
    [400, usageChunk(7) + DONE],
  ]
  const { figures, gaps, firstAtMs, lastAtMs, completion } = await measuredStream(name, { pieces, endAtMs: 410 }, 25)
  expect(completion?.text).toBe('Hello you')
  expect(figures).toEqual({
    queueMs: 25,
    firstByteMs: 15,
    firstTokenMs: 125,
    firstTokenFromScheduleMs: 150,
    firstVisibleMs: 125,
    secondTokenMs: 20,
    timePerOutputTokenMs: 80 / 6,
    firstPartTokens: 'assumed',
    latencyMs: 205,
    latencyFromScheduleMs: 230,
    drainMs: 180,
    decodeTokensPerSecond: 75,
    tokensPerSecond: 7_000 / 205,
    chunks: 3,
    stalls: 0,
    stalledMs: 0,
  })
  expect([gaps, firstAtMs, lastAtMs]).toEqual([[20, 60], 150, 230])
  // The times of ordinary calls are those of the socket as well.
  expect((completion?.timings.latencyMs ?? 0) - (completion?.timings.firstTokenMs ?? 0)).toBeCloseTo(80)
})

test('a server that counts with every chunk says how many tokens the first one has', async () => {
  const pieces: TimedPiece[] = [
    [100, chunk({ role: 'assistant', content: '' }, usage(0))],
    [150, chunk({ content: 'Hello you' }, usage(3))],
    [190, chunk({ content: ', how' }, usage(5))],
    [230, chunk({ content: ' are you' }, usage(7))],
    [231, FINISH + usageChunk(7) + DONE],
  ]
  const { figures, gaps, gapTokens } = await measuredStream('compatible', { pieces })
  expect(figures).toMatchObject({ firstPartTokens: 'reported', timePerOutputTokenMs: 80 / 4, decodeTokensPerSecond: 50 })
  expect([gaps, gapTokens]).toEqual([[40, 40], Uint32Array.of(2, 2)])
})

test.each([
  ['lag behind', [0, 5, 7]],
  ['are missing once', [3, null, 7]],
  ['go back', [3, 2, 7]],
  ['are beyond belief', [3, 5, 5_000_000_000]],
])('counts that %s are no tokens of gaps', async (_name, counts) => {
  const pieces = counts.map((count, i): TimedPiece => [100 + 10 * i, chunk({ content: 'x' }, count === null ? {} : usage(count))])
  const { gaps, gapTokens } = await measuredStream('compatible', { pieces: [...pieces, [131, FINISH + usageChunk(7) + DONE]] })
  expect([gaps, gapTokens]).toEqual([[10, 10], null])
})

test('tokens of more parts than there is room for at first', async () => {
  const parts = Array.from({ length: 200 }, (_, i): TimedPiece => [100 + i, chunk({ content: 'x' }, usage(1 + 2 * i))])
  const { gapTokens } = await measuredStream('compatible', { pieces: [...parts, [301, FINISH + usageChunk(399) + DONE]] })
  expect(gapTokens).toEqual(new Uint32Array(199).fill(2))
})

const SERVERS = [
  // 1.4 s in all, 20 ms of them to load, and 1.2 s for 24 tokens.
  { name: 'ollama', timings: { totalMs: 1_400, loadMs: 20, timePerOutputTokenMs: 50 } },
  { name: 'bedrock', timings: { totalMs: 812, loadMs: null, timePerOutputTokenMs: null } },
  { name: 'openai', timings: null },
  { name: 'anthropic', timings: null },
]

test.each(SERVERS)('$name: the times that the server says are kept apart from ours', async ({ name, timings }) => {
  const pieces = recordedEvents(name, 'text').map((event, i): TimedPiece => [200 + 20 * i, event])
  const { recorder, gapTokens } = await measuredStream(name, { pieces })
  expect(recorder.serverTimings).toEqual(timings)
  expect(gapTokens).toBeNull()
})

test.each([
  ['no durations', {}, null],
  ['words', { total_duration: 'long', load_duration: -1, eval_duration: null }, null],
  [
    'a model that had to be loaded',
    { total_duration: 9e9, load_duration: 8e9 },
    { totalMs: 9_000, loadMs: 8_000, timePerOutputTokenMs: null },
  ],
  ['one token, in no time', { total_duration: 5e6, eval_duration: 0 }, { totalMs: 5, loadMs: null, timePerOutputTokenMs: null }],
])('Ollama with %s', async (_name, durations, timings) => {
  const line = { message: { content: 'Hello' }, done: true, done_reason: 'stop', eval_count: 1, prompt_eval_count: 4, ...durations }
  const { recorder, completion } = await measuredStream('ollama', { pieces: [[300, `${JSON.stringify(line)}\n`]] })
  expect(completion?.text).toBe('Hello')
  expect(recorder.serverTimings).toEqual(timings)
})

test('usage on the last chunk alone says nothing of the first', async () => {
  const pieces: TimedPiece[] = [
    [150, chunk({ content: 'a' })],
    [230, chunk({ content: 'b' }, usage(5))],
    [231, FINISH + DONE],
  ]
  const { figures } = await measuredStream('compatible', { pieces })
  expect(figures).toMatchObject({ firstPartTokens: 'assumed', timePerOutputTokenMs: 20 })
})

test('reasoning comes first, and the first visible part later; reasoning tokens are not added to those of the answer', async () => {
  const pieces: TimedPiece[] = [
    [100, chunk({ reasoning_content: 'Hm' })],
    [180, chunk({ reasoning: '…' })],
    [300, chunk({ content: 'Yes' })],
    [301, FINISH + usageChunk(11, 8) + DONE],
  ]
  const { figures } = await measuredStream('compatible', { pieces })
  expect(figures).toMatchObject({
    firstTokenMs: 100,
    firstVisibleMs: 300,
    secondTokenMs: 80,
    timePerOutputTokenMs: 20,
    tokensPerSecond: 11_000 / 300,
  })
})

test('reasoning that the server keeps to itself was over before the first part: it does not make decoding faster', async () => {
  const pieces: TimedPiece[] = [
    [500, chunk({ content: 'a' })],
    [600, chunk({ content: 'b' })],
    [601, FINISH + usageChunk(1_011, 1_000) + DONE],
  ]
  const { figures } = await measuredStream('openai', { pieces })
  expect(figures).toMatchObject({ timePerOutputTokenMs: 10, tokensPerSecond: 1_011_000 / 600 })
})

test('a chunk with reasoning and text is one part, and a visible one', async () => {
  const pieces: TimedPiece[] = [
    [100, chunk({ reasoning: 'Hm' })],
    [200, chunk({ reasoning: '!', content: 'Yes' })],
    [201, FINISH + usageChunk(3) + DONE],
  ]
  const { figures } = await measuredStream('compatible', { pieces })
  expect(figures).toMatchObject({ chunks: 2, firstVisibleMs: 200, latencyMs: 200 })
})

test.each(['openai', 'anthropic'])('%s: an answer that is a tool call alone has a first token', async (name) => {
  const events = recordedEvents(name, 'tool-call')
  const pieces = events.map((event, i): TimedPiece => [100 + 10 * i, event])
  const { figures, recorder, completion } = await measuredStream(name, { pieces })
  expect(completion?.toolCalls).toMatchObject([{ name: 'get_weather' }])
  // The second event names the tool; of Anthropic's, ping and the empty piece of arguments are none.
  const parts = name === 'openai' ? [110, 120, 130, 140] : [110, 140, 150, 160]
  expect([...recorder.partsAtMs]).toEqual(parts)
  expect(figures).toMatchObject({ firstTokenMs: 110, firstVisibleMs: 110, latencyMs: parts[3] })
})

test('a refusal is a part of the answer', async () => {
  const pieces: TimedPiece[] = [
    [120, chunk({ refusal: 'No' })],
    [160, chunk({ refusal: ', sorry' })],
    [161, FINISH + usageChunk(3) + DONE],
  ]
  const { figures, completion } = await measuredStream('openai', { pieces })
  expect(completion?.finishReason).toBe('refusal')
  expect(figures).toMatchObject({ firstTokenMs: 120, firstVisibleMs: 120, timePerOutputTokenMs: 20 })
})

test('comments, CRLF, data over several lines and line separators inside of it are read as the format says', async () => {
  const lines = (text: string) => text.replaceAll('\n', '\r\n')
  const overTwo = 'data: {"choices":[{"index":0,\ndata: "delta":{"content":"b"}}]}\n\n'
  const pieces: TimedPiece[] = [
    [90, ': ping\r\n\r\n'],
    [100, lines(chunk({ content: 'a\u2028' }))],
    [110, ': ping\r\n\r\n'],
    [130, lines(overTwo)],
    [131, lines(FINISH + usageChunk(4) + DONE)],
  ]
  const { figures, recorder, completion } = await measuredStream('compatible', { pieces })
  expect(completion?.text).toBe('a\u2028b')
  expect([...recorder.partsAtMs]).toEqual([100, 130])
  expect(figures).toMatchObject({ chunks: 2, timePerOutputTokenMs: 10 })
})

test('events that come in one piece have one time, and no time per token follows from it', async () => {
  const parts = ['a', 'b', 'c'].map((content) => chunk({ content })).join('')
  const pieces: TimedPiece[] = [[200, ROLE + parts + FINISH + usageChunk(3) + DONE]]
  const { figures, gaps } = await measuredStream('compatible', { pieces })
  expect(figures).toMatchObject({
    firstTokenMs: 200,
    latencyMs: 200,
    chunks: 3,
    secondTokenMs: null,
    timePerOutputTokenMs: null,
    decodeTokensPerSecond: null,
    tokensPerSecond: 15,
  })
  expect(gaps).toEqual([0, 0])
})

test('a server that does not stream: first token and last are the arrival of the whole, and there is no time per token', async () => {
  const body = JSON.stringify({ choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: 'stop' }], ...usage(7) })
  const pieces: TimedPiece[] = [
    [300, body.slice(0, 20)],
    [320, body.slice(20)],
  ]
  const { figures, recorder } = await measuredStream('compatible', { pieces, contentType: 'application/json' })
  expect(recorder.streamed).toBe(false)
  expect(figures).toMatchObject({
    firstByteMs: 40,
    firstTokenMs: 320,
    latencyMs: 320,
    timePerOutputTokenMs: null,
    secondTokenMs: null,
    chunks: 1,
  })
})

test('Ollama that does not stream says so as well', async () => {
  const body = '{"message":{"content":"Hello"},"done":true,"done_reason":"stop","eval_count":3,"prompt_eval_count":4}\n'
  const { figures, recorder } = await measuredStream('ollama', { pieces: [[300, body]] })
  expect(recorder.streamed).toBe(false)
  expect(figures).toMatchObject({ firstTokenMs: 300, latencyMs: 300, timePerOutputTokenMs: null })
})

/** When each event's last byte comes, one byte each millisecond from 1. */
function endsOf(events: readonly Uint8Array[]): number[] {
  let at = 0
  return events.map((event) => (at += event.length))
}

/** `hidden`: tokens of reasoning that is not shown. */
const RECORDED: { name: string; parts: number[]; hidden: number }[] = [
  { name: 'openai', parts: [1, 2, 3, 4], hidden: 8 },
  { name: 'openrouter', parts: [2, 3, 4, 5, 6], hidden: 0 },
  { name: 'compatible', parts: [1, 2, 3, 4, 5], hidden: 0 },
  { name: 'anthropic', parts: [3, 7, 8, 9, 10], hidden: 0 },
  { name: 'ollama', parts: [0, 1, 2, 3, 4], hidden: 0 },
  { name: 'bedrock', parts: [1, 3, 4, 5, 6], hidden: 0 },
]

test.each(RECORDED)('$name: a recorded answer, split at every byte', async ({ name, parts }) => {
  const events = recordedEvents(name, 'text')
  const ends = endsOf(events)
  const bytes = Buffer.concat(events)
  const { recorder, completion } = await measuredStream(name, { pieces: byteByByte(bytes, 1), endAtMs: bytes.length + 1 })
  expect(completion?.text).toBe('Grüße 👋 — 42')
  expect([...recorder.partsAtMs]).toEqual(parts.map((part) => ends[part]))
})

test.each(RECORDED)('$name: a recorded answer, one event every 20 ms', async ({ name, parts, hidden }) => {
  const pieces = recordedEvents(name, 'text').map((event, i): TimedPiece => [200 + 20 * i, event])
  const { figures, gaps, completion } = await measuredStream(name, { pieces, endAtMs: 2_000 })
  const [first = 0, second = 0] = parts
  const last = parts.at(-1) ?? 0
  expect(completion?.usage.outputTokens).toBe(24)
  expect(figures).toMatchObject({
    firstByteMs: 40,
    firstTokenMs: 200 + 20 * first,
    firstVisibleMs: 200 + 20 * (hidden > 0 ? first : second),
    secondTokenMs: 20 * (second - first),
    timePerOutputTokenMs: (20 * (last - first)) / (24 - hidden - 1),
    latencyMs: 200 + 20 * last,
    drainMs: 1_800 - 20 * last,
    chunks: parts.length,
  })
  expect(gaps).toEqual(parts.slice(1).map((part, i) => 20 * (part - (parts[i] as number))))
})

test('Anthropic counts output from its beginning: the last count is the total, and the seed of the first is none', async () => {
  const pieces = recordedEvents('anthropic', 'text').map((event, i): TimedPiece => [100 + i, event])
  const { figures, completion } = await measuredStream('anthropic', { pieces })
  expect(completion?.usage.outputTokens).toBe(24)
  expect(figures).toMatchObject({ firstPartTokens: 'assumed', timePerOutputTokenMs: 7 / 23 })
})

test('a stream that stands still in the middle', async () => {
  const times = [100, 120, 140, 600, 620, 640, 1_000]
  const pieces = times.map((at): TimedPiece => [at, chunk({ content: 'x' })])
  const { figures } = await measuredStream('compatible', { pieces: [...pieces, [1_001, FINISH + usageChunk(7) + DONE]], endAtMs: 1_002 })
  expect(figures).toMatchObject({ stalls: 2, stalledMs: 460 + 360 })
})
