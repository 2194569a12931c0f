import { expect, test } from 'vitest'
import { providerDefinition } from '../providers/provider-definitions.ts'
import { attempting } from '../providers/testing/attempting.ts'
import { recordedEvents, vendorNamed } from '../providers/testing/recorded-events.ts'
import { scriptedWire } from '../providers/testing/scripted-wire.ts'
import type { TimedPiece } from '../providers/testing/scripted-wire.ts'
import { modelOf } from '../providers/testing/vendors.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { streamFigures } from './stream-figures.ts'
import { StreamRecorder } from './stream-recorder.ts'

async function ask(name: string, watch: StreamWatch, signal = new AbortController().signal) {
  const vendor = vendorNamed(name)
  const pieces = recordedEvents(name, 'text').map((event, i): TimedPiece => [100 + 20 * i, event])
  const fetch = scriptedWire({ contentType: vendor.contentType, headAtMs: 40, endAtMs: 900, pieces })
  const model = modelOf(vendor, 'http://127.0.0.1:9')
  const provider = await providerDefinition(name)?.prepare(model, { env: vendor.env, fetch, seed: 1, allowKeys: {}, connections: 1 })
  return provider?.complete(attempting(model, { watch, signal }))
}

test.each(['compatible', 'bedrock'])('%s: a reader that is slow on purpose does not move the times at the socket', async (name) => {
  const recorders = [0, 3].map((consumerDelayMs) => new StreamRecorder({ scheduledAtMs: 0, consumerDelayMs }))
  const readings = []
  for (const recorder of recorders) {
    recorder.started(0)
    const completion = await ask(name, recorder)
    readings.push(streamFigures(recorder, completion?.usage ?? { outputTokens: null, reasoningTokens: null, source: 'none' }))
  }
  expect(readings[0]?.figures.chunks).toBe(5)
  expect(readings[1]).toEqual(readings[0])
})

test('a slow reader that is cancelled does not go on waiting', async () => {
  const control = new AbortController()
  const reason = new EvalError('timeout', 'no whole answer', { code: 'timeout-total' })
  const watch: StreamWatch = {
    content: () => undefined,
    pace: () => {
      setImmediate(() => control.abort(reason))
      return new Promise((resolve) => setTimeout(resolve, 60_000).unref())
    },
  }
  // What had come already is still read, at once.
  const outcome = await ask('compatible', watch, control.signal).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ text: 'Grüße 👋 — 42' })
})
