import { expect, test } from 'vitest'
import { measuredStream } from '../../fixtures/streams/measured-stream.ts'
import { vendorNamed } from '../providers/testing/recorded-events.ts'
import type { TimedPiece } from '../providers/testing/scripted-wire.ts'
import { onTheWire, recordedBody } from '../providers/testing/vendors.ts'

const chunk = (delta: object) => `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`
const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'

const BROKEN: { name: string; kind: string; pieces: TimedPiece[]; endAtMs?: null }[] = [
  {
    name: 'compatible',
    kind: 'stream-error',
    pieces: [
      [100, chunk({ content: 'a' })],
      [120, 'data: {"error":{"message":"out of memory"}}\n\n'],
    ],
  },
  {
    name: 'compatible',
    kind: 'stream-error',
    pieces: [
      [100, chunk({ content: 'a' })],
      [120, 'event: error\ndata: {"message":"gone"}\n\n'],
    ],
  },
  { name: 'anthropic', kind: 'overloaded', pieces: [[100, recordedBody(vendorNamed('anthropic'), 'error-in-stream')]] },
  {
    name: 'ollama',
    kind: 'stream-error',
    pieces: [
      [100, vendorNamed('ollama').piece('a')],
      [120, '{"error":"model runner stopped"}\n'],
    ],
  },
  { name: 'bedrock', kind: 'stream-error', pieces: [[100, recordedBody(vendorNamed('bedrock'), 'error-in-stream')]] },
  {
    name: 'bedrock',
    kind: 'rate-limited',
    pieces: [[100, onTheWire(vendorNamed('bedrock'), '["!throttlingException",{"message":"Too many requests"}]')]],
  },
  { name: 'compatible', kind: 'truncated', pieces: [[100, chunk({ content: 'a' })]] },
  { name: 'compatible', kind: 'truncated', pieces: [[100, chunk({ content: 'a' }) + FINISH]] },
  { name: 'anthropic', kind: 'truncated', pieces: [[100, recordedBody(vendorNamed('anthropic'), 'truncated')]] },
  { name: 'ollama', kind: 'truncated', pieces: [[100, recordedBody(vendorNamed('ollama'), 'truncated')]] },
  { name: 'bedrock', kind: 'truncated', pieces: [[100, recordedBody(vendorNamed('bedrock'), 'truncated')]] },
  { name: 'compatible', kind: 'stream-error', pieces: [[100, chunk({ content: 'a' })]], endAtMs: null },
  { name: 'compatible', kind: 'parse', pieces: [[100, 'data: {"choices":\n\n']] },
]

test.each(BROKEN)('$name: $kind', async ({ name, kind, pieces, endAtMs = 130 }) => {
  const { error, completion, recorder } = await measuredStream(name, { pieces, endAtMs })
  expect(completion).toBeNull()
  expect(error).toMatchObject({ kind })
  expect(recorder.headersAtMs).toBe(40)
  expect(recorder.closedAtMs).not.toBeNull()
})

test('what had come before a stream broke is known', async () => {
  const pieces: TimedPiece[] = [
    [100, chunk({ content: 'a' })],
    [120, chunk({ content: 'b' })],
  ]
  const { figures, error } = await measuredStream('compatible', { pieces, endAtMs: 150 })
  expect(error?.message).toContain('the stream ended without a finish reason')
  expect(figures).toMatchObject({ firstTokenMs: 100, chunks: 2, timePerOutputTokenMs: null, tokensPerSecond: null })
})
