import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import { makeAttempts } from './make-attempts.ts'
import type { AttemptsOptions, AttemptsOutcome, Turn } from './make-attempts.ts'

const completion = { text: 'yes', usage: { inputTokens: 7, outputTokens: 3 } } as Completion

type Outcome = EvalErrorKind | 'answer' | EvalError

interface Surroundings {
  options?: Partial<AttemptsOptions<AttemptsOutcome>>
  hopeless?: boolean
  /** Answers that the model has given to others. */
  answers?: () => number
}

/** A model that does as it is told, and notes of what happened. Delays pass at once. */
function attempting(outcomes: Outcome[], { options = {}, hopeless = false, answers = () => 0 }: Surroundings = {}) {
  const retries: { attempt: number; delayMs: number }[] = []
  const again: number[] = []
  const notes: string[] = []
  const slot: Turn = {
    get answersBefore() {
      return answers()
    },
    told: () => undefined,
    answered: (inputTokens, outputTokens) => notes.push(`answered with ${inputTokens} + ${outputTokens}`),
    spent: () => notes.push('spent'),
    refused: (retryAfterMs) => ({ delayMs: retryAfterMs ?? 7, lanePauses: retryAfterMs !== undefined, hopeless }),
  }
  const outcome = makeAttempts({
    timeoutMs: 1_000,
    random: () => 0.5,
    inTurn: async ({ number, ahead }, run) => {
      notes.push(`turn ${number}${ahead || number === 1 ? '' : ' at the end of the line'}`)
      return run(slot).finally(() => notes.push(`end ${number}`))
    },
    pause: async (delayMs) => void notes.push(`pause ${delayMs}`),
    onRetry: (attempt, delayMs) => retries.push({ attempt, delayMs }),
    onAgain: (attempt) => again.push(attempt),
    attempt: async (number) => {
      const next = outcomes[Math.min(number, outcomes.length) - 1]
      if (next === 'answer') return completion
      throw typeof next === 'string' ? new EvalError(next, next) : next
    },
    settle: (ended) => (notes.push('settled'), ended),
    ...options,
  })
  return { retries, again, notes, outcome }
}

test('an answer ends the attempts, and each is recorded with its cause', async () => {
  const { outcome, retries, again } = attempting(['transient', 'rate-limit', 'answer'])
  expect(await outcome).toMatchObject({
    completion,
    error: null,
    attempts: [{ error: { kind: 'transient' } }, { error: { kind: 'rate-limit' } }, { error: null }],
  })
  expect(retries.map((retry) => retry.attempt)).toEqual([1, 2])
  expect(again).toEqual([2, 3])
})

test('a turn is held for an attempt, never for the delay between two, and until the outcome is settled', async () => {
  const { outcome, notes } = attempting(['transient', 'timeout', 'answer'])
  await outcome
  expect(notes).toEqual([
    'turn 1',
    'pause 250',
    'end 1',
    'turn 2',
    'pause 500',
    'end 2',
    'turn 3',
    'answered with 7 + 3',
    'settled',
    'end 3',
  ])
})

test('the time between attempts is recorded', async () => {
  const { outcome } = attempting(['transient', 'answer'], { options: { pause: async () => void (await sleep(5)) } })
  const { attempts, queueMs } = await outcome
  expect(attempts[1]?.waitedMs).toBeGreaterThan(3)
  const before = attempts.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0)
  expect(queueMs).toBeCloseTo(
    attempts.reduce((sum, { waitedMs = 0 }) => sum + waitedMs, before),
    // Each of them is rounded to the microsecond.
    2,
  )
})

test('three failed attempts are all', async () => {
  const { outcome } = attempting(['transient'])
  expect(await outcome).toMatchObject({ completion: null, error: { kind: 'transient' }, attempts: { length: 3 } })
})

test('a call that fails while its model answers others gets a second round, and no third', async () => {
  let others = 0
  const answers = () => others++
  expect((await attempting(['transient'], { answers }).outcome).attempts).toHaveLength(6)
  expect((await attempting(['timeout'], { answers }).outcome).attempts).toHaveLength(3)
})

test('refusals are no failed attempts, but they have an end', async () => {
  const refused = Array<Outcome>(9).fill('rate-limit')
  expect((await attempting([...refused, 'transient', 'transient', 'answer']).outcome).completion).toBe(completion)
  expect(await attempting(['rate-limit']).outcome).toMatchObject({ error: { kind: 'rate-limit' }, attempts: { length: 13 } })
})

test('a call that is refused again and again gives way to others', async () => {
  const { outcome, notes } = attempting([...Array<Outcome>(4).fill('rate-limit'), 'answer'])
  await outcome
  expect(notes.filter((note) => note.startsWith('turn'))).toEqual(['turn 1', 'turn 2', 'turn 3', 'turn 4', 'turn 5 at the end of the line'])
})

test('a server that has refused for too long is not waited for', async () => {
  const { outcome } = attempting(['rate-limit'], { hopeless: true })
  expect((await outcome).attempts).toHaveLength(1)
})

test.each(['auth', 'config', 'refusal', 'budget', 'bug'] as const)('an error of kind %s is not asked again', async (kind) => {
  expect((await attempting([kind, 'answer']).outcome).attempts).toHaveLength(1)
})

test('an error may say itself that asking again helps', async () => {
  const { outcome } = attempting([new EvalError('invalid-response', 'cut off', { retryable: true }), 'answer'])
  expect((await outcome).completion).toBe(completion)
})

test("a server's Retry-After is waited for, a year of it for a minute", async () => {
  const away = (retryAfterMs: number) => new EvalError('transient', 'down for repairs', { retryAfterMs })
  const { outcome, retries } = attempting([away(5_000), away(365 * 86_400_000), 'answer'])
  await outcome
  expect(retries).toEqual([
    { attempt: 1, delayMs: 5_000 },
    { attempt: 2, delayMs: 60_000 },
  ])
})

test('a call that was refused alone waits outside of its lane', async () => {
  const { outcome, notes } = attempting(['rate-limit', 'answer'])
  await outcome
  expect(notes).toContain('pause 7')
})

test('what an attempt used whose answer had begun is counted; of one that was refused nothing is', async () => {
  const begun = new EvalError('transient', 'connection reset', { begun: true })
  const { outcome, notes } = attempting([begun, 'transient', 'answer'])
  await outcome
  expect(notes.filter((note) => /spent|answered|end/.test(note))).toEqual(['spent', 'end 1', 'end 2', 'answered with 7 + 3', 'end 3'])
})

test('where nobody said how many tokens an answer has, they are guessed by its characters', async () => {
  const silent = { text: 'x'.repeat(100), parts: [], toolCalls: [], usage: { inputTokens: null, outputTokens: null } }
  const { outcome, notes } = attempting([], { options: { attempt: async () => silent as unknown as Completion } })
  await outcome
  expect(notes).toContain('answered with null + 25')
})

test('where the lane pauses, a call that was refused waits in it', async () => {
  const { outcome, retries, notes } = attempting([new EvalError('rate-limit', 'slow down', { retryAfterMs: 30 }), 'answer'])
  await outcome
  expect(retries).toEqual([{ attempt: 1, delayMs: 30 }])
  expect(notes.filter((note) => note.startsWith('pause'))).toEqual([])
})

test('an attempt that heeds no signal ends by its time-out', async () => {
  const { outcome } = attempting([], { options: { timeoutMs: 10, attempt: () => new Promise(() => undefined) } })
  const { error, attempts } = await outcome
  expect(error?.message).toBe('no whole answer within 10 ms')
  expect(error?.kind).toBe('timeout')
  expect(attempts).toHaveLength(3)
})

test('a turn that never comes ends the call: without a record if it is the first', async () => {
  const gone = new EvalError('aborted', 'the lane is closed')
  const closing: AttemptsOptions<unknown>['inTurn'] = async ({ number }, run) => {
    if (number > 1) throw gone
    return run({
      answersBefore: 0,
      told: () => undefined,
      spent: () => undefined,
      answered: () => undefined,
      refused: () => ({ delayMs: 0, lanePauses: false, hopeless: false }),
    })
  }
  const { outcome } = attempting(['transient'], { options: { inTurn: closing } })
  expect(await outcome).toMatchObject({ completion: null, error: gone, attempts: [{ error: { kind: 'transient' } }] })
  await expect(attempting(['answer'], { options: { inTurn: () => Promise.reject(gone) } }).outcome).rejects.toBe(gone)
})

test('whatever is thrown becomes an error of kind bug', async () => {
  const { outcome } = attempting([], { options: { attempt: () => Promise.reject('a string') } })
  expect((await outcome).error).toMatchObject({ kind: 'bug', message: 'a string' })
})
