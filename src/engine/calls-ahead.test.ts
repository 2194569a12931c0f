import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import { CallsAhead } from './calls-ahead.ts'
import { completion, engineWith, request } from './testing/engine-with.ts'

function aheadOf(...asking: Parameters<typeof engineWith>) {
  const { engine, journal, ...rest } = engineWith(...asking)
  return { engine, journal, ahead: new CallsAhead((question, options) => engine.ask(question, options), journal), ...rest }
}

test('the first who asks joins a call under way as if it had been made for that question; the next one reuses it', async () => {
  const held = Promise.withResolvers<Completion>()
  const { ahead, records } = aheadOf(() => held.promise)
  ahead.askAhead(request('a'))
  expect(ahead.size).toBe(1)
  const replies = [ahead.ask(request('a')), ahead.ask(request('a'))]
  expect(ahead.size).toBe(0)
  held.resolve(completion('hello'))
  expect((await Promise.all(replies)).map(({ reused }) => reused)).toEqual([false, true])
  expect(records).toHaveLength(1)
})

test('an answer that came before anybody asked is given to the first who asks, without another call or event', async () => {
  const { ahead, records, events } = aheadOf(async () => completion('hello'))
  ahead.askAhead(request('a'))
  while (records.length === 0) await afterThisTurn()
  await afterThisTurn()
  const first = await ahead.ask(request('a'))
  expect(first).toMatchObject({ callId: 'call-1', reused: false, cost: { nanoUsd: 1_000 }, completion: { text: 'hello' } })
  expect(events.map(({ type }) => type)).toEqual(['call-started', 'call-settled'])
  expect(await ahead.ask(request('a'))).toMatchObject({ callId: 'call-1', reused: true })
  expect(records).toHaveLength(1)
})

test('what a test is asking, or has asked in vain, is not asked ahead', async () => {
  const held = Promise.withResolvers<Completion>()
  const { ahead, records } = aheadOf(() => held.promise)
  const first = ahead.ask(request('a'))
  ahead.askAhead(request('a'))
  expect(ahead.size).toBe(0)
  const second = ahead.ask(request('a'))
  held.reject(new EvalError('refusal', 'no'))
  await expect(first).rejects.toThrow('no')
  await expect(second).rejects.toThrow('no')
  ahead.askAhead(request('a'))
  expect(ahead.size).toBe(0)
  expect(records).toHaveLength(1)
})

test('the error of a call made ahead is the first asker’s, and is not tried again for it; whoever asks later tries anew', async () => {
  let attempts = 0
  const { ahead, events } = aheadOf(async () => {
    attempts++
    throw new EvalError('invalid-response', 'garbage', { retryable: false })
  })
  ahead.askAhead(request('a'))
  while (!events.some(({ type }) => type === 'call-settled')) await afterThisTurn()
  await afterThisTurn()
  await expect(ahead.ask(request('a'))).rejects.toMatchObject({ kind: 'invalid-response', message: 'garbage' })
  expect(attempts).toBe(1)
  await expect(ahead.ask(request('a'))).rejects.toThrow('garbage')
  expect(attempts).toBe(2)
})

test('a vendor whose account is empty has answered: it is not asked again for the test', async () => {
  let attempts = 0
  const { ahead, events } = aheadOf(async () => {
    attempts++
    throw new EvalError('budget', 'insufficient credits')
  })
  ahead.askAhead(request('a'))
  while (!events.some(({ type }) => type === 'call-settled')) await afterThisTurn()
  await afterThisTurn()
  await expect(ahead.ask(request('a'))).rejects.toMatchObject({ kind: 'budget', message: 'insufficient credits' })
  expect(attempts).toBe(1)
})

test('what was refused before it was asked is asked when its test asks', async () => {
  const refusals = [new EvalError('aborted', 'not now'), new EvalError('budget', 'not now', { ownBudget: true })]
  for (const refusal of refusals) {
    let refuse = true
    const { engine, journal } = engineWith(async () => completion('hello'))
    const ahead = new CallsAhead((question) => (refuse ? Promise.reject(refusal) : engine.ask(question)), journal)
    ahead.askAhead(request('a'))
    await afterThisTurn()
    expect(ahead.size).toBe(0)
    refuse = false
    await expect(ahead.ask(request('a'))).resolves.toMatchObject({ reused: false })
  }
})

test('an answer that is known is not asked ahead, nor is a question that is asked ahead already', async () => {
  const { engine, ahead, records } = aheadOf(async () => completion('hello'))
  await engine.ask(request('known'))
  ahead.askAhead(request('known'))
  expect(ahead.size).toBe(0)
  ahead.askAhead(request('a'))
  ahead.askAhead(request('a'))
  await ahead.ask(request('a'))
  expect(records.map(({ requestHash }) => requestHash)).toEqual(['known', 'a'])
})

test('a call under way for somebody else stays theirs', async () => {
  const held = Promise.withResolvers<Completion>()
  const { ahead, records } = aheadOf(() => held.promise)
  const theirs = ahead.ask(request('a'))
  ahead.askAhead(request('a'))
  held.resolve(completion('hello'))
  expect(await theirs).toMatchObject({ reused: false })
  await afterThisTurn()
  expect(ahead.size).toBe(0)
  expect(await ahead.ask(request('a'))).toMatchObject({ reused: true })
  expect(records).toHaveLength(1)
})

test('with a budget its second half is for what somebody waits for', async () => {
  const { engine } = engineWith(async () => completion('hello'), { budgetNanoUsd: 4_000 })
  await engine.ask(request('a'))
  expect(engine.hasRoom('test:a')).toBe(true)
  await engine.ask(request('b'))
  expect(engine.hasRoom('test:a')).toBe(false)
  expect(engine.hasRoom('test:a', true)).toBe(true)
})
