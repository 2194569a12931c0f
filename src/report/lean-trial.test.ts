import { describe, expect, it } from 'vitest'
import { generatedCheck, generatedTrial } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { LeanTrials } from './lean-trial.ts'

/** As it must read: everything but the answer and ids. */
const expected = (trial: TrialRecord): TrialRecord => ({ ...trial, answer: null, output: undefined, callIds: trial.callIds.map(() => '') })

function made(wanted: GeneratedTrial[]): { lean: TrialRecord; whole: TrialRecord }[] {
  const trials = new LeanTrials()
  return wanted.map((each) => {
    const { trial } = generatedTrial(each)
    return { lean: trials.of(trial, trial.checks), whole: expected(trial) }
  })
}

describe('lean trials', () => {
  it('read as the records they were made of, however these differ', () => {
    const error = { kind: 'timeout', message: 'too late' } as const
    const differences: Partial<TrialRecord>[] = [
      {},
      { trial: 1, latencyMs: 7, tags: ['long'] },
      { status: 'errored', verdict: 'undecided', counts: 'missing', error, attempts: 3 },
      { status: 'errored', verdict: 'undecided', counts: 'missing', error: { ...error, message: 'again too late' }, attempts: 3 },
      { status: 'skipped', verdict: 'undecided', skipReason: 'no money', callIds: [], session: 2 },
      { originalCostNanoUsd: 5, costNanoUsd: 0, replayed: true, unmetered: true, reused: true, unpricedCalls: 2 },
      {
        callIds: ['a', 'b'],
        judge: { model: 'j', simulated: true, promptHash: 'h', at: null },
        reading: { repaired: true, problem: null },
      },
      { tokens: { input: 1, output: null, cached: null, reasoning: 3 }, firstTokenMs: null, simulated: false },
    ]
    const wanted = differences.flatMap((over, index) => [
      { case: String(index), over },
      { case: String(index), over: { ...over, checks: [generatedCheck('failed')] } },
    ])
    for (const { lean, whole } of made(wanted)) {
      for (const key of Object.keys(whole) as (keyof TrialRecord)[]) expect({ [key]: lean[key] }).toEqual({ [key]: whole[key] })
    }
  })

  it('share what they have in common', () => {
    const [first, second] = made([{ case: '1' }, { case: '1', over: { trial: 1, latencyMs: 3 } }]).map(({ lean }) => lean)
    expect(first?.ingredients).toBe(second?.ingredients)
    expect(first?.checks).not.toBe(undefined)
    expect([first?.trial, second?.trial, second?.latencyMs]).toEqual([0, 1, 3])
  })
})
