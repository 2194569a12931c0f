import { describe, expect, it } from 'vitest'
import { generatedCheck, generatedTrial } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import { proportionInterval } from '../statistics/proportion-interval.ts'
import { collectTrials } from './collect-trials.ts'

const collect = (wanted: GeneratedTrial[]) =>
  collectTrials(
    (async function* () {
      for (const each of wanted) yield generatedTrial(each).trial
    })(),
  )

describe('collected trials', () => {
  it('count the verdicts of each check and keep three examples of its failures, critical ones first', async () => {
    const checks = [
      generatedCheck('failed', { name: 'style', severity: 'info', message: 'too long' }),
      generatedCheck('failed'),
      generatedCheck('undecided', { name: 'crashed' }),
    ]
    const model = (await collect(Array.from({ length: 8 }, (_, index) => ({ case: String(index), over: { checks } }))))
      .get('triage')
      ?.get('sim:careful')
    expect(model?.checks.map(({ name, passed, failed, undecided }) => [name, passed, failed, undecided])).toEqual([
      ['style', 0, 8, 0],
      ['right-label', 0, 8, 0],
      ['crashed', 0, 0, 8],
    ])
    expect(model?.violations.map(({ check, case: caseId }) => `${check} ${caseId}`)).toEqual(
      [0, 1, 2].map((id) => `right-label ${id}`).concat([0, 1, 2].map((id) => `style ${id}`)),
    )
  })

  it('have the share of the decided answers that failed, with an interval over cases', async () => {
    const failed = [generatedCheck('failed', { found: 'Lyon', expected: 'Paris' })]
    const undecided = [generatedCheck('undecided')]
    const trials = Array.from({ length: 10 }, (_, index) => ({
      case: `case ${Math.floor(index / 2)}`,
      over: { trial: index % 2, checks: index < 4 ? failed : index === 9 ? undecided : [generatedCheck('passed')] },
    }))
    const model = (await collect(trials)).get('triage')?.get('sim:careful')
    const { value, effectiveN, ...interval } = proportionInterval([
      { successes: 2, trials: 2 },
      { successes: 2, trials: 2 },
      { successes: 0, trials: 2 },
      { successes: 0, trials: 2 },
      { successes: 0, trials: 1 },
    ]) ?? { value: null, effectiveN: null }
    expect(effectiveN).toBeLessThan(9)
    expect(model?.checks).toMatchObject([{ passed: 5, failed: 4, undecided: 1 }])
    expect(model?.checks[0]?.failedShare).toEqual({
      value,
      ...interval,
      level: 0.95,
      n: 5,
      method: 'Wilson, n_eff',
      unit: 'share',
      direction: 'lower',
      reason: null,
    })
    expect(model?.violations).toMatchObject([
      { case: 'case 0', trial: 0, found: 'Lyon', expected: 'Paris' },
      { case: 'case 1', trial: 0 },
    ])
  })

  it('have no share of a check that was decided for no answer, and one of a case alone is worth one answer', async () => {
    const checks = [generatedCheck('undecided', { name: 'judged' }), generatedCheck('failed')]
    const model = (await collect([{ case: '1', over: { checks } }])).get('triage')?.get('sim:careful')
    expect(model?.checks[0]?.failedShare).toMatchObject({ value: null, low: null, n: 0, reason: 'it was decided for no answer' })
    expect(model?.checks[1]?.failedShare).toMatchObject({ value: 1, high: 1, n: 1, method: 'Wilson' })
  })

  it('keep a bounded number of examples, and of messages their beginning and end', async () => {
    const checks = Array.from({ length: 400 }, (_, index) =>
      generatedCheck('failed', { name: `check ${index}`, message: 'x'.repeat(5_000) }),
    )
    const model = (await collect([{ case: '1', over: { checks } }])).get('triage')?.get('sim:careful')
    expect(model?.checks).toHaveLength(400)
    expect(model?.violations).toHaveLength(300)
    expect(model?.violations[0]?.message.length).toBeLessThanOrEqual(400)
  })

  it('group errors by kind, the commonest first', async () => {
    const errored = (kind: 'transient' | 'auth', message: string) =>
      ({ status: 'errored', error: { kind, message }, verdict: 'undecided', counts: 'missing' }) as const
    const wanted = [errored('auth', 'no key'), errored('transient', 'reset'), errored('transient', 'again')]
    const model = (await collect(wanted.map((over, index) => ({ case: String(index), over })))).get('triage')?.get('sim:careful')
    expect(model?.errors).toEqual([
      { kind: 'transient', count: 2, example: 'reset' },
      { kind: 'auth', count: 1, example: 'no key' },
    ])
  })

  it('keep no text of an answer', async () => {
    const answer = { text: 'a secret of the model' } as never
    const model = (await collect([{ case: '1', right: false, over: { answer, output: ['a secret of the model'] } }]))
      .get('triage')
      ?.get('sim:careful')
    expect(JSON.stringify(model?.trials)).not.toContain('secret')
    expect(model?.trials[0]?.checks).toEqual([generatedCheck('failed', { message: '' })])
  })

  it('stand by task and model, whatever they are called', async () => {
    const tasks = await collect([{ task: '__proto__', model: 'constructor', case: '1' }])
    expect(tasks.get('__proto__')?.get('constructor')?.trials).toHaveLength(1)
  })
})
