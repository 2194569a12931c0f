import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { askSim, prepareSim, simModel, slack } from './testing/simulated.ts'

const none = { rateLimit: 0, reset: 0, serverError: 0, stall: 0 }

async function failureOf(failures: object, asked = {}): Promise<EvalError | null> {
  const model = simModel('careful', { failures: { ...none, ...failures } })
  return askSim(await prepareSim(model), model, { gold: 1, ...asked }).then(
    () => null,
    (error: EvalError) => error,
  )
}

test('a rate limit says how long to wait', async () => {
  expect(await failureOf({ rateLimit: 1, retryAfterMs: 1_234 })).toMatchObject({
    kind: 'rate-limit',
    message: 'simulated 429 Too Many Requests, Retry-After: 1234 ms',
    retryAfterMs: 1_234,
    retryable: true,
    hint: 'the simulated model fails on purpose; set its rates in `sim: { failures: … }`',
  })
})

test('a reset and a server error may be asked again', async () => {
  expect(await failureOf({ reset: 1 })).toMatchObject({
    kind: 'transient',
    message: 'simulated connection reset (ECONNRESET)',
    retryable: true,
  })
  expect(await failureOf({ serverError: 1 })).toMatchObject({
    kind: 'transient',
    message: 'simulated 503 Service Unavailable',
    retryable: true,
  })
})

test('failures come at their rates over trials', async () => {
  const rates = { rateLimit: 0.2, reset: 0.1, serverError: 0.05 }
  const model = simModel('careful', { failures: { ...none, ...rates } })
  const provider = await prepareSim(model)
  const count = 4_000
  const seen: Record<string, number> = { '429': 0, reset: 0, '503': 0 }
  const asked = Array.from({ length: count }, (_, trial) =>
    askSim(provider, model, { gold: 1, trial }).catch((error: EvalError) => {
      const word = /429|reset|503/.exec(error.message)?.[0] ?? ''
      seen[word] = (seen[word] ?? 0) + 1
    }),
  )
  await Promise.all(asked)
  for (const [word, rate] of [['429', 0.2] as const, ['reset', 0.1] as const, ['503', 0.05] as const]) {
    expect(Math.abs((seen[word] ?? 0) / count - rate)).toBeLessThan(slack(rate, count))
  }
})

test('each attempt draws anew, and the same attempt fails the same way', async () => {
  const failures = { rateLimit: 0.5 }
  const kinds = async () => {
    const attempts = Array.from({ length: 20 }, (_, index) => failureOf(failures, { attempt: index + 1 }))
    return (await Promise.all(attempts)).map((error) => error?.kind ?? 'answered')
  }
  const first = await kinds()
  expect(new Set(first)).toEqual(new Set(['rate-limit', 'answered']))
  expect(await kinds()).toEqual(first)
})

test('a stall ends with the reason of the signal', async () => {
  const control = new AbortController()
  const stalled = failureOf({ stall: 1 }, { signal: control.signal })
  const timeout = new EvalError('timeout', 'no whole answer within 10 ms')
  control.abort(timeout)
  expect(await stalled).toBe(timeout)
})

test('a stall that is cancelled without an EvalError is aborted', async () => {
  const control = new AbortController()
  const stalled = failureOf({ stall: 1 }, { signal: control.signal })
  control.abort()
  expect(await stalled).toMatchObject({ kind: 'aborted', message: 'the simulated call was cancelled before it answered' })
})

test('a call that is cancelled already does not wait', async () => {
  const model = simModel('careful', { failures: none, latency: { kind: 'fixed', ms: 600_000 } })
  const asked = askSim(await prepareSim(model), model, { gold: 1, signal: AbortSignal.abort() })
  await expect(asked).rejects.toMatchObject({ kind: 'aborted' })
})
