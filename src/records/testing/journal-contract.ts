import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallRecord } from '../../schema/call.ts'
import type { EvalErrorKind } from '../../schema/eval-error.ts'
import type { Journal } from '../../schema/journal.ts'
import { trialKeyText } from '../record-order.ts'
import { collect } from './collect.ts'
import { generatedTrial } from './generated-records.ts'

/** A kind of journal under test. */
export interface JournalUnderTest {
  /** Opens the same journal again and again: what one wrote, the next finds. */
  open(): Promise<Journal>
  remove(): Promise<void>
}

const callOf = (caseId: string, text = 'refund') => generatedTrial({ case: caseId, text }).call

/** What every journal must do, whatever it is kept in. */
export function runJournalContract(name: string, prepare: () => Promise<JournalUnderTest>): void {
  describe(`journal contract: ${name}`, () => {
    describe('finding', () => {
      findingContract(prepare)
    })
    describe('keeping', () => {
      keepingContract(prepare)
    })
  })
}

interface Opened {
  subject: JournalUnderTest
  journal: Journal
  reopen(): Promise<void>
}

const openForEach = (prepare: () => Promise<JournalUnderTest>): Opened => {
  const opened = {
    async reopen() {
      await opened.journal.close()
      opened.journal = await opened.subject.open()
    },
  } as Opened
  beforeEach(async () => {
    opened.subject = await prepare()
    opened.journal = await opened.subject.open()
  })
  afterEach(async () => {
    await opened.journal.close()
    await opened.subject.remove()
  })
  return opened
}

function findingContract(prepare: () => Promise<JournalUnderTest>): void {
  const opened = openForEach(prepare)

  it('finds nothing and reads nothing when new', async () => {
    expect(opened.journal.find('hash')).toBeNull()
    expect(await collect(opened.journal.read())).toEqual([])
  })

  it('finds a call as soon as it is appended, and after reopening', async () => {
    const call = callOf('1')
    const written = opened.journal.append(call)
    expect(opened.journal.find(call.requestHash)).toEqual(call)
    await written
    expect(opened.journal.find(call.requestHash)).toEqual(call)
    await opened.reopen()
    expect(opened.journal.find(call.requestHash)).toEqual(call)
  })

  it('knows what it would find', async () => {
    const failed = { ...callOf('2'), completion: null, error: { kind: 'transient', message: 'reset' } as const }
    const written = [opened.journal.append(callOf('1')), opened.journal.append(failed)]
    const known = () => [callOf('1').requestHash, failed.requestHash, 'hash'].map((hash) => opened.journal.has(hash))
    expect(known()).toEqual([true, false, false])
    await Promise.all(written)
    await opened.reopen()
    expect(known()).toEqual([true, false, false])
  })

  it('finds the latest call that counts as an answer, and no error that says nothing of the model', async () => {
    const failure = { kind: 'transient', message: 'reset' } as const
    await opened.journal.append(callOf('1', 'first'))
    await opened.journal.append({ ...callOf('1', 'second'), callId: 'second' })
    await opened.journal.append({ ...callOf('1'), callId: 'third', completion: null, error: failure })
    expect(opened.journal.find(callOf('1').requestHash)?.callId).toBe('second')
    await opened.reopen()
    expect(opened.journal.find(callOf('1').requestHash)?.callId).toBe('second')
    expect(await collect(opened.journal.read())).toHaveLength(3)
    const refusal = { kind: 'refusal', message: 'no' } as const
    await opened.journal.append({ ...callOf('1'), callId: 'fourth', completion: null, error: refusal })
    expect(opened.journal.find(callOf('1').requestHash)?.callId).toBe('fourth')
  })

  it('says what was there when it was opened: answers, and trials with errors but not those that were skipped', async () => {
    const failed = (id: string, kind: EvalErrorKind, { callId = `failed-${id}`, ownBudget = false } = {}): CallRecord => ({
      ...callOf(id),
      callId,
      completion: null,
      error: { kind, message: 'it failed', ...(ownBudget ? { ownBudget } : {}) },
      cost: { nanoUsd: null, source: 'none', priced: null },
    })
    expect(opened.journal.past).toEqual({ answers: 0, failed: new Set(), failedCalls: new Set() })
    for (const call of [failed('1', 'timeout'), callOf('1'), callOf('2'), failed('3', 'refusal'), failed('4', 'rate-limit')])
      await opened.journal.append(call)
    const skipped = [failed('4', 'aborted', { callId: 'again' }), failed('5', 'aborted'), failed('6', 'budget', { ownBudget: true })]
    // A vendor whose account is empty was asked.
    const judged: CallRecord = { ...failed('8', 'timeout'), phase: 'judge' }
    for (const call of [...skipped, failed('7', 'budget'), judged]) await opened.journal.append(call)
    expect(opened.journal.past.answers).toBe(0)
    await opened.reopen()
    const { answers, failed: trials, failedCalls } = opened.journal.past
    expect(answers).toBe(3)
    expect(trials).toEqual(new Set(['3', '4', '7'].map((id) => trialKeyText(callOf(id)))))
    expect(failedCalls).toEqual(new Set(['3', '4', '7', '8'].map((id) => callOf(id).requestHash)))
  })
}

function keepingContract(prepare: () => Promise<JournalUnderTest>): void {
  const opened = openForEach(prepare)

  it('keeps the order of calling', async () => {
    const calls = Array.from({ length: 50 }, (_, index) => callOf(String(index)))
    await Promise.all(calls.map((call) => opened.journal.append(call)))
    expect((await collect(opened.journal.read())).map((call) => call.case)).toEqual(calls.map((call) => call.case))
  })

  it('loses nothing that was appended when it is flushed at once', async () => {
    const calls = Array.from({ length: 20 }, (_, index) => callOf(String(index)))
    const written = calls.map((call) => opened.journal.append(call))
    opened.journal.flushSync()
    const other = await opened.subject.open()
    expect((await collect(other.read())).map((call) => call.case)).toEqual(calls.map((call) => call.case))
    await other.close()
    await Promise.all(written)
    for (const call of calls) expect(opened.journal.find(call.requestHash)).toEqual(call)
  })

  it('gives back any text unchanged', async () => {
    const call = callOf('1', 'é 🦉 \u0000 \u001b[2J \u2028 \ud800 "quoted"\r\n')
    await opened.journal.append(call)
    await opened.reopen()
    expect(opened.journal.find(call.requestHash)).toEqual(call)
  })

  it('rejects a call after it was closed', async () => {
    await opened.journal.close()
    await expect(opened.journal.append(callOf('1'))).rejects.toMatchObject({ kind: 'bug' })
  })
}
