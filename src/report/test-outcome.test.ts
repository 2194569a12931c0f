import { describe, expect, it } from 'vitest'
import { testOutcome } from './test-outcome.ts'

const passed = { status: 'answered', verdict: 'passed', counts: 'answered', error: null } as const
const failed = { status: 'answered', verdict: 'failed', counts: 'answered', error: null } as const
const refused = { status: 'errored', verdict: 'failed', counts: 'answered', error: null } as const
const missing = { status: 'errored', verdict: 'undecided', counts: 'missing', error: null } as const
const undecided = { status: 'answered', verdict: 'undecided', counts: 'answered', error: null } as const
const skipped = { status: 'skipped', verdict: 'undecided', counts: 'missing', error: null } as const
const offTape = { ...missing, error: { kind: 'config', message: 'not on the tape', notOnTape: true } } as const
const critical = (pass: 'all' | 'majority' | 'any') => ({ trials: { count: 3, pass }, failOn: 'critical' }) as const
const gate = { trials: { count: 3, pass: 'all' }, failOn: 'gate' } as const

describe('the outcome of a test', () => {
  it('follows the rule over its trials', () => {
    const two = [passed, passed, failed]
    expect([testOutcome(two, critical('all')), testOutcome(two, critical('majority')), testOutcome(two, critical('any'))]).toEqual([
      'failed',
      'passed',
      'passed',
    ])
    const even = [passed, failed]
    expect([testOutcome(even, critical('majority')), testOutcome(even, critical('any'))]).toEqual(['failed', 'passed'])
    expect(testOutcome([failed, refused], critical('any'))).toBe('failed')
  })

  it('fails where data are missing, and is skipped where a trial was', () => {
    expect(testOutcome([passed, missing], critical('any'))).toBe('failed')
    expect(testOutcome([passed, skipped], critical('all'))).toBe('skipped')
    expect(testOutcome([], critical('all'))).toBe('skipped')
  })

  it('is skipped where it hangs on undecided trials, which neither pass nor fail it by themselves', () => {
    expect([[undecided], [passed, undecided], [failed, undecided]].map((trials) => testOutcome(trials, critical('all')))).toEqual([
      'skipped',
      'skipped',
      'failed',
    ])
    expect(
      [
        [passed, undecided],
        [passed, passed, undecided],
        [failed, undecided],
      ].map((trials) => testOutcome(trials, critical('majority'))),
    ).toEqual(['skipped', 'passed', 'failed'])
    expect(
      [
        [passed, undecided],
        [failed, undecided],
      ].map((trials) => testOutcome(trials, critical('any'))),
    ).toEqual(['passed', 'skipped'])
    expect(testOutcome([undecided], gate)).toBe('passed')
  })

  it('never fails by a verdict when only gates fail', () => {
    expect(testOutcome([failed, refused], gate)).toBe('passed')
    expect(testOutcome([missing, refused], gate)).toBe('skipped')
  })

  it('fails where a question was not on the tape, whatever else became of the case', () => {
    for (const settings of [critical('any'), gate])
      for (const others of [[], [passed], [skipped]]) expect(testOutcome([...others, offTape], settings)).toBe('failed')
  })
})
