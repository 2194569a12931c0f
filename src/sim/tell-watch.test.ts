import { expect, test } from 'vitest'
import type { ContentKind, StreamWatch } from '../schema/stream-watch.ts'
import type { SimulatedAnswer } from './simulated-answer.ts'
import { tellWatch } from './tell-watch.ts'

const { signal } = new AbortController()

async function told(answer: Partial<SimulatedAnswer>, outputTokens: number, tokensPerSecond: number | null, pace?: StreamWatch['pace']) {
  const pieces: { kind: ContentKind; atMs: number; length: number; tokens: number | null }[] = []
  const ends: string[] = []
  const watch: StreamWatch = {
    content: (kind, atMs, length, tokens) => void pieces.push({ kind, atMs, length, tokens }),
    usage: () => void ends.push('usage'),
    closed: () => void ends.push('closed'),
    ...(pace && { pace }),
  }
  const firstAtMs = performance.now()
  const whole = { text: '', toolCalls: [], finishReason: 'stop' as const, parts: [], ...answer }
  await tellWatch(whole, { watch, outputTokens, tokensPerSecond, firstAtMs, signal })
  expect(ends).toEqual(['usage', 'closed'])
  return { pieces, firstAtMs }
}

test('without a pace everything is there at once', async () => {
  const { pieces, firstAtMs } = await told({ text: 'x'.repeat(80) }, 20, null)
  expect(pieces).toEqual([{ kind: 'text', atMs: firstAtMs, length: 80, tokens: 20 }])
})

test('pieces hold all tokens, and none comes before its time', async () => {
  const { pieces, firstAtMs } = await told({ text: 'x'.repeat(140) }, 35, 1_000)
  expect(pieces.map(({ tokens }) => tokens)).toEqual([10, 10, 10, 5])
  expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(140)
  for (const [i, { atMs }] of pieces.entries()) expect(atMs - firstAtMs).toBeGreaterThan(([0, 10, 20, 25][i] as number) - 1e-6)
})

test('an empty answer has no part; refusals and tool calls are parts of their kind', async () => {
  expect((await told({}, 0, 100)).pieces).toEqual([])
  expect((await told({ parts: [{ type: 'refusal', text: 'no' }] }, 1, 100)).pieces).toMatchObject([{ kind: 'refusal', length: 2 }])
  expect((await told({ toolCalls: [{ name: 'f', arguments: {} }] }, 8, null)).pieces).toMatchObject([{ kind: 'tool-call', tokens: 8 }])
})

test('a reader that is slow on purpose is waited for', async () => {
  let paces = 0
  await told({ text: 'xxxx' }, 2, 100, () => {
    paces++
    return Promise.resolve()
  })
  expect(paces).toBe(2)
})
