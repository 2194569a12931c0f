import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallRecord } from '../../schema/call.ts'
import type { RecordStore } from '../../schema/record-store.ts'
import { inSession } from '../in-session.ts'
import { judgedTrialHash } from '../judgements.ts'
import { collect } from './collect.ts'
import { generatedCheck, generatedHeader, generatedTask, generatedTrial } from './generated-records.ts'

/** A kind of record store under test. */
export interface RecordStoreUnderTest {
  /** Opens the same store again and again: what one wrote, the next reads. */
  open(): Promise<RecordStore>
  /** Appends calls to the journal that the store joins with. */
  writeCalls(calls: CallRecord[]): Promise<void>
  remove(): Promise<void>
}

/** What every record store must do, whatever it is kept in. */
export function runRecordStoreContract(name: string, prepare: () => Promise<RecordStoreUnderTest>): void {
  describe(`record store contract: ${name}`, () => {
    describe('headers and tasks', () => {
      headerContract(prepare)
    })
    describe('trials', () => {
      trialContract(prepare)
      changedTaskContract(prepare)
    })
    describe('judgements', () => {
      judgementContract(prepare)
    })
  })
}

interface Opened {
  subject: RecordStoreUnderTest
  store: RecordStore
}

const openForEach = (prepare: () => Promise<RecordStoreUnderTest>): Opened => {
  const opened = {} as Opened
  beforeEach(async () => {
    opened.subject = await prepare()
    opened.store = await opened.subject.open()
  })
  afterEach(async () => {
    await opened.store.close()
    await opened.subject.remove()
  })
  return opened
}

function headerContract(prepare: () => Promise<RecordStoreUnderTest>): void {
  const opened = openForEach(prepare)

  it('reads nothing when new, and says that there is no run', async () => {
    expect(await opened.store.tasks()).toEqual([])
    expect(await collect(opened.store.trials())).toEqual([])
    expect(await collect(opened.store.details())).toEqual([])
    expect(await collect(opened.store.calls())).toEqual([])
    await expect(opened.store.readHeader()).rejects.toMatchObject({ kind: 'config' })
  })

  it('gives back the header that was written last', async () => {
    await opened.store.writeHeader(generatedHeader({ status: 'running', finishedAt: null }))
    await opened.store.writeHeader(generatedHeader())
    expect(await opened.store.readHeader()).toEqual(generatedHeader())
    expect(await opened.store.shards()).toBeNull()
  })

  it('keeps tasks in the order in which they were first written, the latest record of each', async () => {
    for (const task of ['zebra', 'ant', 'zebra']) await opened.store.appendTask(generatedTask({ name: task, cases: task.length }))
    await opened.store.appendTask(generatedTask({ name: 'zebra', cases: 99 }))
    expect((await opened.store.tasks()).map((task) => [task.name, task.cases])).toEqual([
      ['zebra', 99],
      ['ant', 3],
    ])
  })
}

function judgementContract(prepare: () => Promise<RecordStoreUnderTest>): void {
  const opened = openForEach(prepare)

  it('shows the latest judgement of a trial, unless it was asked again since then', async () => {
    const { trial, call } = generatedTrial({ case: '1' })
    const judged = (verdict: 'passed' | 'failed', judgedAt: string) => ({
      schema: 'taskbench/judgement@1' as const,
      judgedAt,
      trialHash: judgedTrialHash(trial),
      task: trial.task,
      model: trial.model,
      case: trial.case,
      trial: trial.trial,
      verdict,
      checks: [{ name: 'polite', kind: 'judge', severity: 'critical' as const, verdict, message: 'so it is' }],
      ingredients: { instructions: { passedWeight: 0, decidedWeight: 0 }, quality: { passedWeight: 0, decidedWeight: 4 } },
      judge: { model: 'j', simulated: false, promptHash: 'h', at: judgedAt },
    })
    await opened.subject.writeCalls([call])
    await opened.store.appendTrials([trial])
    const shown = async () =>
      (await collect(opened.store.trials())).map(({ checks, judge }) => [checks[0]?.name, checks[0]?.verdict, judge?.at])
    await opened.store.appendJudgements([judged('passed', 'monday')])
    await opened.store.appendJudgements([judged('failed', 'tuesday')])
    expect(await shown()).toEqual([['polite', 'failed', 'tuesday']])
    expect((await collect(opened.store.details()))[0]?.trial).toMatchObject({
      verdict: 'failed',
      ingredients: { quality: { decidedWeight: 4 } },
    })
    await opened.store.appendTrials([{ ...trial, callIds: ['another'] }])
    expect((await shown())[0]?.[0]).not.toBe('polite')
    expect(await opened.store.calibrations()).toEqual(new Map())
  })
}

function changedTaskContract(prepare: () => Promise<RecordStoreUnderTest>): void {
  const opened = openForEach(prepare)

  it('leaves out trials from before their task was changed, and those of tasks that are gone; others stay', async () => {
    const of = (task: string, id: string) => generatedTrial({ task, case: id }).trial
    for (const task of ['same', 'changed']) await opened.store.appendTask(generatedTask({ name: task }))
    await opened.store.appendTrials([of('same', '1'), of('changed', '1'), of('changed', '2')])
    await opened.store.appendTask(generatedTask({ name: 'changed', since: 1 }))
    await opened.store.appendTrials([inSession(of('same', '2'), 1), inSession(of('changed', '2'), 1)])
    const found = async () => (await collect(opened.store.trials())).map((trial) => `${trial.task} ${trial.case} ${trial.session ?? 0}`)
    expect(await found()).toEqual(['changed 2 1', 'same 1 0', 'same 2 1'])
    await opened.store.appendTask(generatedTask({ name: 'changed', since: 2 }))
    expect(await found()).toEqual(['same 1 0', 'same 2 1'])
    await opened.store.appendTask(generatedTask({ name: 'same', gone: true }))
    expect(await found()).toEqual([])
    expect((await opened.store.tasks()).map(({ name }) => name)).toEqual(['changed'])
    expect((await opened.store.tasks('all')).map(({ name }) => name)).toEqual(['same', 'changed'])
  })
}

function trialContract(prepare: () => Promise<RecordStoreUnderTest>): void {
  const opened = openForEach(prepare)

  it('sorts trials by task, model, case and trial, numbers in natural order', async () => {
    const wanted = ['b', 'a'].flatMap((task) =>
      ['10', '9', '1'].flatMap((id) => [1, 0].map((trial) => ({ task, case: `case-${id}`, trial }))),
    )
    await opened.store.appendTrials(wanted.map((each) => generatedTrial(each).trial))
    const found = (await collect(opened.store.trials())).map((trial) => `${trial.task} ${trial.case} ${trial.trial}`)
    expect(found).toEqual(
      ['a', 'b'].flatMap((task) => ['1', '9', '10'].flatMap((id) => [0, 1].map((trial) => `${task} case-${id} ${trial}`))),
    )
  })

  it('counts the latest record of a trial', async () => {
    await opened.store.appendTrials([generatedTrial({ case: '1', right: false }).trial, generatedTrial({ case: '2' }).trial])
    await opened.store.appendTrials([generatedTrial({ case: '1', right: true }).trial])
    expect((await collect(opened.store.trials())).map((trial) => [trial.case, trial.verdict])).toEqual([
      ['1', 'passed'],
      ['2', 'passed'],
    ])
  })

  it('reads an answer with an undecided critical check as undecided, whatever was written', async () => {
    const open = generatedTrial({ case: '1', over: { verdict: 'passed', checks: [generatedCheck('passed'), generatedCheck('undecided')] } })
    const failed = generatedTrial({
      case: '2',
      over: { verdict: 'failed', checks: [generatedCheck('failed'), generatedCheck('undecided')] },
    })
    await opened.store.appendTrials([open.trial, failed.trial])
    const verdicts = ['undecided', 'failed']
    expect((await collect(opened.store.trials())).map(({ verdict }) => verdict)).toEqual(verdicts)
    expect((await collect(opened.store.details())).map(({ trial }) => trial.verdict)).toEqual(verdicts)
  })

  it('joins trials with their calls in the order in which they were made; what is nowhere is left out', async () => {
    const { trial, call } = generatedTrial({ case: '1' })
    await opened.subject.writeCalls([{ ...call, callId: 'second' }, call])
    await opened.store.appendTrials([
      { ...trial, callIds: [call.callId, 'second', 'nowhere'] },
      { ...generatedTrial({ case: '2' }).trial, callIds: [] },
    ])
    const details = await collect(opened.store.details())
    expect(details.map((detail) => detail.calls.map((each) => each.callId))).toEqual([[call.callId, 'second'], []])
    expect(details[0]?.calls[0]).toEqual(call)
    expect(await collect(opened.store.calls())).toHaveLength(2)
    expect([...(await opened.store.callIds())].sort()).toEqual([call.callId, 'second'].sort())
    expect((await collect(opened.store.calls(new Set(['second', 'nowhere'])))).map((each) => each.callId)).toEqual(['second'])
  })

  it('is read by another while it is written', async () => {
    await opened.store.appendTrials([generatedTrial({ case: '1' }).trial])
    const other = await opened.subject.open()
    expect(await collect(other.trials())).toHaveLength(1)
    await other.close()
  })

  it('loses nothing when it is flushed at once', async () => {
    const written = opened.store.appendTrials(Array.from({ length: 20 }, (_, index) => generatedTrial({ case: String(index) }).trial))
    opened.store.flushSync()
    const other = await opened.subject.open()
    expect(await collect(other.trials())).toHaveLength(20)
    await other.close()
    await written
  })
}
