import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EngineEventBody } from '../schema/event.ts'
import { Progress, totalProgress } from './progress.ts'
import { SlidingRate } from './sliding-rate.ts'

const failure = { kind: 'transient', message: 'reset' } as const

class Follower {
  readonly progress = new Progress()
  #seq = 0

  at(nowMs: number, ...events: EngineEventBody[]): this {
    for (const event of events) this.progress.take({ seq: ++this.#seq, at: '', ...event }, nowMs)
    return this
  }
}

const planned = (model: string, trialsPerModel: number): EngineEventBody => ({
  type: 'task-planned',
  useCase: 'default',
  task: 't',
  models: [model],
  trialsPerModel,
})
const started = (model: string): EngineEventBody => ({
  type: 'call-started',
  callId: '1',
  model,
  phase: 'execution',
  task: 't',
  case: 'c',
  trial: 0,
})
const settled = (model: string, costNanoUsd: number | null, known: { reused?: boolean; replayed?: boolean } = {}): EngineEventBody => ({
  type: 'call-settled',
  callId: '1',
  model,
  phase: 'execution',
  error: null,
  costNanoUsd,
  latencyMs: 1,
  reused: known.reused ?? false,
  replayed: known.replayed ?? false,
})
let trials = 0
/** Each of another trial, where none is named. */
const ended = (model: string, status: 'answered' | 'errored' | 'skipped', failed = false, trial = trials++): EngineEventBody => ({
  type: 'trial-ended',
  task: 't',
  model,
  case: 'c',
  trial,
  status,
  failed,
})
const waits = (model: string): EngineEventBody => ({ type: 'call-retried', callId: '1', model, attempt: 1, delayMs: 5, error: failure })
const answered = (model: string) => [settled(model, 1_000), ended(model, 'answered')]

test('trials, calls, retries and money are counted by model', () => {
  const { progress } = new Follower().at(
    0,
    planned('m', 10),
    started('m'),
    started('m'),
    waits('m'),
    { type: 'call-asked-again', callId: '1', model: 'm', attempt: 2 },
    settled('m', 2_000_000),
    ended('m', 'answered', true),
    settled('m', null),
    ended('m', 'errored'),
    ended('m', 'skipped'),
    started('m'),
    settled('m', 0, { reused: true }),
    { type: 'model-abandoned', model: 'm', failures: 1, error: failure },
  )
  expect(progress.models(1)).toEqual([
    {
      model: 'm',
      planned: 10,
      running: 1,
      done: 3,
      failed: 1,
      errored: 1,
      skipped: 1,
      retries: 1,
      reused: 1,
      costNanoUsd: 2_000_000,
      unpricedCalls: 1,
      callsPerMinute: null,
      etaMs: null,
      abandoned: true,
    },
  ])
  expect(progress.seq).toBe(13)
})

test('a trial whose test is retried counts once, as it ended last', () => {
  const { progress } = new Follower().at(
    0,
    planned('m', 30),
    ...[0, 9, 10, 25].flatMap((trial) => [ended('m', 'answered', true, trial), ended('m', 'errored', false, trial)]),
    ended('m', 'errored', false, 9),
    ended('m', 'answered', true, 10),
    ended('m', 'answered', false, 25),
    ended('m', 'skipped', false, 0),
    { ...ended('m', 'answered', true, 0), task: 'another' } as EngineEventBody,
  )
  expect(progress.models(1)).toMatchObject([{ done: 5, failed: 2, errored: 1, skipped: 1 }])
})

test('a model of which a filter leaves nothing has nothing to wait for', () => {
  const event = {
    type: 'task-planned',
    useCase: 'default',
    task: 't',
    models: ['one', 'two'],
    trialsPerModel: 3,
    trialsByModel: [3, 0],
  } as const
  const models = new Follower().at(0, { ...event, models: [...event.models], trialsByModel: [...event.trialsByModel] }).progress.models(1)
  expect(models).toMatchObject([{ planned: 3 }, { planned: 0, etaMs: 0 }])
})

test('a call between two attempts is not in flight, and a pause is no retry: the model may be abandoned meanwhile', () => {
  const follower = new Follower().at(0, planned('m', 10), started('m'), waits('m'))
  expect(follower.progress.models(1)).toMatchObject([{ running: 0, retries: 0 }])
  follower.at(2, settled('m', 0))
  expect(follower.progress.models(3)).toMatchObject([{ running: 0, retries: 0 }])
  follower.at(4, started('m'), waits('m'), { type: 'call-asked-again', callId: '1', model: 'm', attempt: 2 })
  expect(follower.progress.models(5)).toMatchObject([{ running: 1, retries: 1 }])
})

test('rate and time left follow the last minute, not the whole run', () => {
  const follower = new Follower().at(0, planned('m', 1_000), started('m'))
  for (let second = 1; second <= 100; second++) follower.at(second * 1_000, ...answered('m'), ...answered('m'))
  // At the edge of the window stands one second more or less.
  const [before] = follower.progress.models(100_000)
  expect(before?.callsPerMinute).toBeCloseTo(120, -1)
  expect((before?.etaMs ?? 0) / 1_000).toBeCloseTo(400, -2)
  for (let second = 101; second <= 180; second++) follower.at(second * 1_000, ...answered('m'))
  const [slower] = follower.progress.models(180_000)
  expect(slower?.callsPerMinute).toBeCloseTo(60, -1)
  expect((slower?.etaMs ?? 0) / 1_000).toBeCloseTo(720, -2)
})

test('models of very different speed each have their own rate; the whole lasts as long as the slowest', () => {
  const follower = new Follower().at(0, planned('fast', 1_000), planned('slow', 20), started('fast'), started('slow'))
  for (let second = 1; second <= 400; second++) {
    follower.at(second * 1_000, ...answered('fast'))
    if (second % 100 === 0) follower.at(second * 1_000, ...answered('slow'))
  }
  const [fast, slow] = follower.progress.models(400_000)
  expect(fast?.callsPerMinute).toBeCloseTo(60, -1)
  expect(slow).toMatchObject({ callsPerMinute: 0.6, etaMs: 1_600_000 })
  expect(totalProgress([fast!, slow!])).toMatchObject({ etaMs: 1_600_000, done: 404, planned: 1_020 })
})

test('answers from the journal or a tape say nothing of the time left', () => {
  const follower = new Follower().at(0, planned('m', 1_000))
  for (let index = 0; index < 500; index++)
    follower.at(1, settled('m', 0, index % 2 ? { reused: true } : { replayed: true }), ended('m', 'answered'))
  expect(follower.progress.models(1_000)[0]).toMatchObject({ done: 500, running: 0, reused: 500, callsPerMinute: null, etaMs: null })
  follower.at(1_000, started('m'))
  for (let second = 2; second <= 61; second++) follower.at(second * 1_000, ...answered('m'))
  expect(follower.progress.models(61_000)[0]?.etaMs).toBe(440_000)
})

test('a run without any model, and one in which nothing is left, have no time left to guess', () => {
  expect(totalProgress([])).toMatchObject({ planned: 0, etaMs: null, callsPerMinute: null })
  const { progress } = new Follower().at(0, planned('m', 1), started('m'), ...answered('m'))
  expect(progress.models(5)[0]).toMatchObject({ etaMs: 0, callsPerMinute: null })
})

test('a steady rate is found whatever it is, from the third event on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 90_000 }),
      fc.integer({ min: 5, max: 400 }),
      fc.integer({ min: 0, max: 1e9 }),
      (gapMs, events, startMs) => {
        const rate = new SlidingRate()
        rate.begin(startMs)
        for (let index = 1; index <= events; index++) rate.add(startMs + index * gapMs)
        const found = rate.perMs(startMs + events * gapMs)
        expect(found).not.toBeNull()
        // One event more or less may stand at the edge of the window.
        const inWindow = Math.min(events, Math.max(30, Math.floor(60_000 / gapMs)), Math.floor(600_000 / gapMs))
        expect(Math.abs((found ?? 0) * gapMs - 1)).toBeLessThanOrEqual(2 / inWindow + 0.02)
      },
    ),
  )
})

test('a rate that fell silent is unknown after ten minutes, and a clock that stands still divides by nothing', () => {
  const rate = new SlidingRate()
  expect(rate.perMs(5)).toBeNull()
  for (let index = 0; index < 5; index++) rate.add(7)
  expect(rate.perMs(7)).toBeNull()
  expect(rate.perMs(700_000)).toBeNull()
})

test('trials of files that have not started count as planned, each once; those of a file that never does are dropped at the end', () => {
  const foreseen = (task: string, trialsPerModel: number): EngineEventBody => ({
    type: 'task-foreseen',
    task,
    models: ['m'],
    trialsPerModel,
  })
  const follower = new Follower().at(0, planned('m', 10), foreseen('t', 10), foreseen('u', 20), foreseen('u', 20), foreseen('v', 5))
  const plannedNow = () => follower.progress.models(0)[0]?.planned
  expect(plannedNow()).toBe(35)
  follower.at(1, { type: 'task-planned', useCase: 'default', task: 'u', models: ['m'], trialsPerModel: 18 })
  expect(plannedNow()).toBe(33)
  follower.at(2, { type: 'run-ended', runId: 'r', status: 'complete' })
  expect(plannedNow()).toBe(28)
})
