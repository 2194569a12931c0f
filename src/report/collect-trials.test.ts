import { describe, expect, it } from 'vitest'
import { generatedCheck, generatedTrial } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import { collectTrials } from './collect-trials.ts'

const collect = (wanted: GeneratedTrial[]) =>
  collectTrials(
    (async function* () {
      for (const each of wanted) yield generatedTrial(each).trial
    })(),
  )

describe('collected trials', () => {
  it('count the verdicts of each check and keep five examples of its failures, critical ones first', async () => {
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
      [0, 1, 2, 3, 4].map((id) => `right-label ${id}`).concat([0, 1, 2, 3, 4].map((id) => `style ${id}`)),
    )
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
