import { expect, test } from 'vitest'
import type { LaterCosts } from '../records/later-costs.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting } from '../schema/provider.ts'
import type { Tape, TapeEntry, TapeMode } from '../schema/tape.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { TapeDeck } from '../tape/tape-deck.ts'
import { tapeEntry } from '../tape/testing/tape-entry.ts'
import { PastSpending } from './past-spending.ts'
import { completion, engineWith, request } from './testing/engine-with.ts'

/** A tape in memory that outlives the runs on it, and a provider that answers as it is told, or fails. */
function studio(full: () => Error | null = () => null) {
  const lines = new Map<string, TapeEntry>()
  const tape: Tape = {
    find: ({ requestHash }) => lines.get(requestHash) ?? null,
    nearest: () => null,
    requireWritable: () => undefined,
    keep: async (entry) => {
      const error = full()
      if (error) throw error
      lines.set(entry.requestHash, entry)
    },
    writeSync: () => undefined,
    close: async () => undefined,
  }
  const asked: string[] = []
  let answer: string | EvalError = 'hello'
  const run = (mode: Exclude<TapeMode, 'off'>, settings: Partial<Model> = {}, maySpend = true, laterCosts: LaterCosts = new Map()) => {
    const models = [testModel(settings)]
    const price = () => ({ nanoUsd: 1_000, source: 'list', priced: '2026' }) as const
    const complete = async ({ request: { messages } }: Attempting) => {
      asked.push(String(messages[0]?.content))
      if (typeof answer !== 'string') throw answer
      return completion(answer)
    }
    const deck = new TapeDeck({ tape, mode, maySpend, folder: 'tapes' })
    const made = engineWith(complete, {
      models,
      price,
      past: new PastSpending({ models, price, budgetNanoUsd: null, laterCosts }),
      tape: deck,
      abandonAfter: null,
      maySpend,
    })
    return { ...made, deck }
  }
  return { tape, lines, asked, run, say: (next: string | EvalError) => (answer = next) }
}

test('a replayed call is whole in the journal, costs nothing, says what it cost, and keeps its latency', async () => {
  const { run, asked } = studio()
  await run('record').engine.ask(request('a'))
  const { engine, records, events } = run('replay')
  const reply = await engine.ask(request('a'))
  expect(reply).toMatchObject({
    replayed: true,
    reused: false,
    attempts: 0,
    cost: { nanoUsd: 0, source: 'replayed', priced: '2026', originalNanoUsd: 1_000 },
    completion: { text: 'hello', timings: { startedAt: '2026-01-01T00:00:00.000Z', firstTokenMs: 2, latencyMs: 3, queueMs: 0 } },
  })
  expect(records).toMatchObject([{ requestHash: 'a', request: request('a').request, replayed: { recordedAt: '2026-01-01T00:00:00.000Z' } }])
  expect(events).toMatchObject([{ type: 'call-settled', replayed: true, costNanoUsd: 0, latencyMs: 3 }])
  expect(await engine.ask(request('a'))).toMatchObject({ reused: true, replayed: true })
  expect(asked).toEqual(['a'])
})

test('replay asks nobody: what is missing is an error', async () => {
  const { run, asked } = studio()
  await expect(run('replay').engine.ask(request('a'))).rejects.toThrow('not on the tape: t · test:a · case c, trial 1')
  expect(asked).toEqual([])
})

test('auto asks for what is missing and records it; record asks always and records the newest answer', async () => {
  const { run, asked, lines, say } = studio()
  await run('auto').engine.ask(request('a'))
  await run('auto').engine.ask(request('a'))
  expect(asked).toEqual(['a'])
  say('again')
  await run('record').engine.ask(request('a'))
  expect(asked).toEqual(['a', 'a'])
  expect(lines.get('a')?.answer?.text).toBe('again')
})

test('a model that may not be asked answers from the tape, also where others are recorded', async () => {
  const { run, asked } = studio()
  await run('record').engine.ask(request('a'))
  for (const mode of ['auto', 'record'] as const) {
    const { engine } = run(mode, {}, false)
    expect(await engine.ask(request('a'))).toMatchObject({ replayed: true })
    await expect(engine.ask(request('b'))).rejects.toThrow('costs money and was not asked')
  }
  expect(asked).toEqual(['a'])
})

test('errors that say nothing of the model are not recorded; what counts as its answer fails again as it did', async () => {
  const { run, lines, say } = studio()
  say(new EvalError('auth', 'no key'))
  await expect(run('record').engine.ask(request('a'))).rejects.toThrow('no key')
  expect(lines.size).toBe(0)
  say(new EvalError('refusal', 'I will not', { hint: 'ask otherwise' }))
  await expect(run('record').engine.ask(request('a'))).rejects.toThrow('I will not')
  const { engine, records } = run('replay')
  await expect(engine.ask(request('a'))).rejects.toMatchObject({ kind: 'refusal', message: 'I will not', hint: 'ask otherwise' })
  expect(records).toMatchObject([{ completion: null, error: { kind: 'refusal' }, cost: { nanoUsd: 0 } }])
})

test('what the journal knows is put on the tape, unless it came from there', async () => {
  const { run, lines, asked } = studio()
  const bought = run('record')
  await bought.engine.ask(request('a'))
  lines.clear()
  const resumed = run('auto')
  resumed.records.push(...bought.records)
  await resumed.engine.ask(request('a'))
  expect(lines.get('a')?.answer?.text).toBe('hello')
  const replayed = run('replay')
  await replayed.engine.ask(request('a'))
  const recording = run('record')
  recording.records.push(...replayed.records)
  await recording.engine.ask(request('a'))
  expect(asked).toEqual(['a', 'a'])
})

test('a price that a vendor says later is on the tape, and is what a replayed call has cost', async () => {
  const { tape, run } = studio()
  await run('record').engine.ask(request('a'))
  const correct = (mode: 'record' | 'replay', requestHash: string, nanoUsd: number) =>
    new TapeDeck({ tape, mode, maySpend: true, folder: 'tapes' }).correct(
      { requestHash, task: 't', model: { label: 'test:a' } },
      { nanoUsd, source: 'inline', priced: null },
    )
  await correct('record', 'a', 7)
  await correct('record', 'unknown', 8)
  await correct('replay', 'a', 9)
  expect((await run('replay').engine.ask(request('a'))).cost).toMatchObject({ nanoUsd: 0, originalNanoUsd: 7 })
})

test('an answer that is on the tape already keeps its price when its run goes on, and gets the one that came later', async () => {
  const { tape, run, lines } = studio()
  const bought = run('record')
  await bought.engine.ask(request('a'))
  await new TapeDeck({ tape, mode: 'record', maySpend: true, folder: 'tapes' }).correct(
    { requestHash: 'a', task: 't', model: { label: 'test:a' } },
    { nanoUsd: 7, source: 'inline', priced: null },
  )
  const goesOn = async (laterCosts: LaterCosts) => {
    const resumed = run('record', {}, true, laterCosts)
    resumed.records.push(...bought.records)
    await resumed.engine.ask(request('a'))
    return lines.get('a')?.cost
  }
  expect(await goesOn(new Map())).toMatchObject({ nanoUsd: 7, source: 'inline' })
  const before = { nanoUsd: 1_000, source: 'list', priced: '2026' } as const
  const cost = { nanoUsd: 8, source: 'inline', priced: null } as const
  const later = new Map([['call-1', { schema: 'taskbench/call-cost@1', callId: 'call-1', cost, before } as const]])
  expect(await goesOn(later)).toEqual(cost)
  lines.clear()
  expect(await goesOn(later)).toEqual(cost)
})

test('answers that are recorded elsewhere have nothing to do with the tape', async () => {
  const { run, lines, asked } = studio()
  await run('record', { answersFile: '/answers.jsonl' }).engine.ask(request('a'))
  await run('replay', { answersFile: '/answers.jsonl' }).engine.ask(request('a'))
  expect(asked).toEqual(['a', 'a'])
  expect(lines.size).toBe(0)
})

test('an answer that cannot be recorded is given and told all the same; nothing more is asked, and what is on the tape is still replayed', async () => {
  let error: Error | null = null
  const { run, asked } = studio(() => error)
  await run('record').engine.ask(request('a'))
  error = Object.assign(new Error('no room'), { code: 'ENOSPC' })
  const { engine, deck, events, records } = run('auto')
  const problems: string[] = []
  deck.onTrouble(({ message }) => problems.push(message))
  expect((await engine.ask(request('b'))).completion.text).toBe('hello')
  expect(records).toHaveLength(1)
  expect(events.map(({ type }) => type)).toEqual(['call-started', 'call-settled'])
  await expect(engine.ask(request('c'))).rejects.toMatchObject({
    kind: 'aborted',
    message: 'not asked: Could not write tapes: the disk is full (ENOSPC)',
    hint: expect.stringContaining('Free space') as string,
  })
  expect(await engine.ask(request('a'))).toMatchObject({ replayed: true })
  expect(problems).toEqual(['Could not write tapes: the disk is full (ENOSPC)'])
  expect(asked).toEqual(['a', 'b'])
  await expect(deck.close()).rejects.toThrow('the disk is full')
})

test('a miss shows no secret of the question, nor takes it for a difference', async () => {
  const nearest = { entry: tapeEntry({ prompt: 'key [redacted], a' }), at: 'tapes/t/a.jsonl:1', trials: 1, calls: 1 }
  const { tape } = studio()
  const secrets = ['sk-secret']
  const deck = new TapeDeck({ tape: { ...tape, nearest: () => nearest }, mode: 'replay', maySpend: true, folder: 'tapes', secrets })
  const asking = (content: string) => () =>
    deck.replay(request('q', { request: { messages: [{ role: 'user', content }], params: {} } }), testModel(), String)
  expect(asking('key sk-secret, b')).toThrow(/prompt differs at line 1: "key \[redacted\], a" ≠ "key \[redacted\], b"/)
  expect(asking('key sk-secret, a')).not.toThrow(/prompt differs/)
})
