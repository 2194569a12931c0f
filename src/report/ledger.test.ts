import { expect, it } from 'vitest'
import { generatedTrial } from '../records/testing/generated-records.ts'
import type { CallRecord } from '../schema/call.ts'
import { Ledger } from './ledger.ts'

const sum = (calls: CallRecord[]) => {
  const ledger = new Ledger()
  for (const call of calls) ledger.add(call)
  return ledger.sums(['triage'])
}

it('sums every call by model, phase and task, in whole nano-dollars', () => {
  const judge = {
    ...generatedTrial({ case: '1', model: 'judge' }).call,
    phase: 'judge' as const,
    cost: { nanoUsd: 7, source: 'list' as const, priced: null },
  }
  expect(sum([generatedTrial({ case: '1' }).call, generatedTrial({ case: '2', task: 'other' }).call, judge])).toEqual({
    totalNanoUsd: 42_007,
    estimatedNanoUsd: null,
    byModel: { 'sim:careful': 42_000, judge: 7 },
    byPhase: { execution: 42_000, judge: 7 },
    byTask: { triage: 21_007, other: 21_000 },
    useCaseNanoUsd: 21_007,
    unpricedCalls: 0,
  })
})

it('says what of it is at simulated prices: of evaluated models and of judges', () => {
  const { call } = generatedTrial({ case: '1' })
  const simulated = { ...call, model: 'judge', cost: { nanoUsd: 7, source: 'simulated' as const, priced: null } }
  const real = { ...call, cost: { nanoUsd: 5, source: 'list' as const, priced: null } }
  expect(sum([simulated, simulated, real])).toMatchObject({ totalNanoUsd: 19, simulatedNanoUsd: 14 })
  expect(sum([real])).not.toHaveProperty('simulatedNanoUsd')
})

it('counts unpriced calls and never takes them as free', () => {
  const cost = sum([generatedTrial({ case: '1', model: 'unknown', costNanoUsd: null }).call])
  expect(cost).toMatchObject({ totalNanoUsd: 0, unpricedCalls: 1, byModel: {} })
})

it('is not fooled by names of properties', () => {
  const cost = sum([generatedTrial({ case: '1', model: '__proto__' }).call])
  expect(JSON.parse(JSON.stringify(cost))).toMatchObject({ totalNanoUsd: 21_000 })
  expect(Object.entries(cost.byModel)).toEqual([['__proto__', 21_000]])
})

it('counts replayed calls, which cost nothing, with what they cost when they were recorded', () => {
  const replayed = (originalNanoUsd: number | null): CallRecord => ({
    ...generatedTrial({ case: '1' }).call,
    cost: { nanoUsd: 0, source: 'replayed', priced: null, originalNanoUsd },
  })
  expect(sum([replayed(5), replayed(7), replayed(null)])).toMatchObject({
    totalNanoUsd: 0,
    unpricedCalls: 0,
    replayed: { calls: 3, originalNanoUsd: 12 },
  })
  expect(sum([replayed(null)])).toMatchObject({ replayed: { calls: 1, originalNanoUsd: null } })
})
