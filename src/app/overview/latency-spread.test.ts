import { expect, it } from 'vitest'
import { sampleRows } from '../testing/sample-rows.ts'
import { sampleSource } from '../testing/sample-source.ts'
import { latencySpreads } from './latency-spread.ts'

const models = ['sim:hasty', 'sonnet']

it('has the quantiles that the report says, for the models of the task in their order', async () => {
  const { results } = await sampleSource({ cases: 30 }).report
  const spreads = latencySpreads(sampleRows(30), 'ticket-triage', models)
  expect(spreads.map(({ model }) => model)).toEqual(models)
  for (const { model, n, quantiles, sorted } of spreads) {
    expect(n).toBe(results.find((result) => result.task === 'ticket-triage' && result.model === model)?.latencyMs.n)
    const ordered = [sorted[0], ...Object.values(quantiles), sorted.at(-1)]
    expect(ordered).toEqual(ordered.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  }
})

it('leaves out models without an answer', () => {
  expect(latencySpreads(sampleRows(2), 'ticket-triage', ['nobody'])).toEqual([])
  expect(latencySpreads([], 'ticket-triage', models)).toEqual([])
})
