import { expect, test } from 'vitest'
import type { CallCostRecord } from '../schema/call.ts'
import { generatedTrial } from './testing/generated-records.ts'
import { trialWithLaterCosts, withLaterCost } from './later-costs.ts'

const later = (callId: string, nanoUsd: number, before: number | null): [string, CallCostRecord] => [
  callId,
  {
    schema: 'taskbench/call-cost@1',
    callId,
    cost: { nanoUsd, source: 'inline', priced: null },
    before: { nanoUsd: before, source: before === null ? 'none' : 'list', priced: null },
  },
]

const trialOf = (callIds: string[], costNanoUsd: number | null, unpricedCalls: number) =>
  generatedTrial({ case: '1', over: { callIds, costNanoUsd, unpricedCalls } }).trial

test('a call has the cost that was said last', () => {
  const { call } = generatedTrial({ case: '1', costNanoUsd: null })
  expect(withLaterCost(call, new Map())).toBe(call)
  expect(withLaterCost(call, new Map([later(call.callId, 7, null)])).cost).toEqual({ nanoUsd: 7, source: 'inline', priced: null })
})

test('a trial costs what its calls cost, and stays unknown while one of them is', () => {
  expect(trialWithLaterCosts(trialOf(['a'], null, 1), new Map([later('a', 7, null)]))).toMatchObject({ costNanoUsd: 7, unpricedCalls: 0 })
  expect(trialWithLaterCosts(trialOf(['a', 'b'], 30, 0), new Map([later('a', 7, 10)]))).toMatchObject({ costNanoUsd: 27, unpricedCalls: 0 })
  expect(trialWithLaterCosts(trialOf(['a', 'b'], null, 2), new Map([later('a', 7, null)]))).toMatchObject({
    costNanoUsd: null,
    unpricedCalls: 1,
  })
  const untouched = trialOf(['c'], 5, 0)
  expect(trialWithLaterCosts(untouched, new Map([later('a', 7, null)]))).toBe(untouched)
})
