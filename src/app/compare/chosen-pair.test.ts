import { describe, expect, it } from 'vitest'
import { HOME } from '../location/app-location.ts'
import { sampleSource } from '../testing/sample-source.ts'
import { chosenPair } from './chosen-pair.ts'

const report = await sampleSource({ cases: 2 }).report
const [best, second] = report.ranking.find(({ task }) => task === 'ticket-triage')?.entries ?? []

describe('chosenPair', () => {
  it('is the two best models of the first task where the address says nothing', () => {
    const chosen = chosenPair(report, HOME)
    expect(chosen.task).toBe('lecture-concepts')
    expect([chosen.a, chosen.b]).toEqual(report.ranking[0]?.entries.slice(0, 2).map(({ model }) => model))
  })

  it('is what the address names', () => {
    expect(chosenPair(report, { task: 'ticket-triage', a: 'sim:hasty', b: 'sonnet' })).toMatchObject({
      task: 'ticket-triage',
      a: 'sim:hasty',
      b: 'sonnet',
    })
  })

  it('passes over models that are not there, and never compares a model with itself', () => {
    expect(chosenPair(report, { task: 'ticket-triage', a: 'nobody', b: 'nobody' })).toMatchObject({ a: best?.model, b: second?.model })
    const same = chosenPair(report, { task: 'ticket-triage', a: 'sonnet', b: 'sonnet' })
    expect(same.a).toBe('sonnet')
    expect(same.b).not.toBe('sonnet')
  })
})
