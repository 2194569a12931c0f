import { expect, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import { makeAttempts } from './make-attempts.ts'

const completion = { text: 'yes' } as Completion

function attempting(outcomes: (EvalErrorKind | 'answer' | EvalError)[], timeoutMs = 1_000) {
  const retries: { attempt: number; delayMs: number }[] = []
  return {
    retries,
    outcome: makeAttempts({
      timeoutMs,
      random: () => 0,
      stopped: new AbortController().signal,
      onRetry: (attempt, delayMs) => retries.push({ attempt, delayMs }),
      attempt: async (number) => {
        const outcome = outcomes[number - 1]
        if (outcome === 'answer') return completion
        throw typeof outcome === 'string' ? new EvalError(outcome, outcome) : outcome
      },
    }),
  }
}

test('an answer ends the attempts', async () => {
  const { outcome, retries } = attempting(['transient', 'rate-limit', 'answer'])
  expect(await outcome).toMatchObject({
    completion,
    error: null,
    attempts: [{ error: { kind: 'transient' } }, { error: { kind: 'rate-limit' } }, { error: null }],
  })
  expect(retries.map((retry) => retry.attempt)).toEqual([1, 2])
})

test('three attempts are all', async () => {
  const { outcome } = attempting(['transient', 'transient', 'transient', 'answer'])
  expect(await outcome).toMatchObject({ completion: null, error: { kind: 'transient' }, attempts: { length: 3 } })
})

test.each(['auth', 'config', 'refusal', 'budget', 'bug'] as const)('an error of kind %s is not asked again', async (kind) => {
  expect((await attempting([kind, 'answer']).outcome).attempts).toHaveLength(1)
})

test('an error may say itself that asking again helps', async () => {
  const { outcome } = attempting([new EvalError('invalid-response', 'cut off', { retryable: true }), 'answer'])
  expect((await outcome).completion).toBe(completion)
})

test("the server's Retry-After is waited for", async () => {
  const { outcome, retries } = attempting([new EvalError('rate-limit', 'slow down', { retryAfterMs: 30 }), 'answer'])
  await outcome
  expect(retries).toEqual([{ attempt: 1, delayMs: 30 }])
})

test('an attempt that heeds no signal ends by its time-out', async () => {
  const outcome = await makeAttempts({
    timeoutMs: 20,
    random: () => 0,
    stopped: AbortSignal.abort(),
    onRetry: () => undefined,
    attempt: () => new Promise(() => undefined),
  })
  expect(outcome.error?.message).toBe('no whole answer within 20 ms')
  expect(outcome.error?.kind).toBe('timeout')
  expect(outcome.attempts).toHaveLength(1)
})

test('whatever is thrown becomes an error of kind bug', async () => {
  const outcome = await makeAttempts({
    timeoutMs: 1_000,
    random: () => 0,
    stopped: new AbortController().signal,
    onRetry: () => undefined,
    attempt: () => Promise.reject('a string'),
  })
  expect(outcome.error).toMatchObject({ kind: 'bug', message: 'a string' })
})
