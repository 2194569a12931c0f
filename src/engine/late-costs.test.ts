import { expect, test } from 'vitest'
import { generatedTrial } from '../records/testing/generated-records.ts'
import type { Completion } from '../schema/answer.ts'
import type { CallCostRecord } from '../schema/call.ts'
import { followedCall, LateCosts } from './late-costs.ts'
import type { FollowedCall } from './late-costs.ts'

const never = async () => {
  throw new Error('was asked')
}

function followed(completion: Partial<Completion> = {}, id = 'a') {
  const { call } = generatedTrial({ case: id, costNanoUsd: null })
  return { ...call, completion: { ...(call.completion as Completion), responseId: `gen-${id}`, ...completion } }
}

function lateCosts(delaysMs: number[]) {
  const found: CallCostRecord[] = []
  return { late: new LateCosts({ found: async (record) => void found.push(record), delaysMs }), found }
}

test('a price is looked for until the vendor knows it, and kept once beside what was known before', async () => {
  const { late, found } = lateCosts([0, 0, 0])
  const answers = [null, new Error('502'), 1_234]
  const asked: string[] = []
  const laterCost = async (id: string) => {
    asked.push(id)
    const answer = answers.shift() ?? null
    if (answer instanceof Error) throw answer
    return answer
  }
  const call = followed()
  late.follow(call, { complete: never, laterCost })
  await late.finish(5_000)
  expect(asked).toEqual(['gen-a', 'gen-a', 'gen-a'])
  expect(found).toEqual([
    { schema: 'taskbench/call-cost@1', callId: call.callId, cost: { nanoUsd: 1_234, source: 'inline', priced: null }, before: call.cost },
  ])
})

test('nobody is asked for a price that came with the answer, or that cannot be asked for', async () => {
  const { late, found } = lateCosts([0])
  late.follow(followed({ inlineCostNanoUsd: 5 }), { complete: never, laterCost: never })
  late.follow(followed({ responseId: null }), { complete: never, laterCost: never })
  late.follow({ ...followed(), completion: null }, { complete: never, laterCost: never })
  late.follow(followed(), { complete: never })
  await late.finish(5_000)
  expect(found).toEqual([])
})

test('a vendor that never says a price is asked a few times and then left alone', async () => {
  const { late, found } = lateCosts([0, 0])
  let asked = 0
  late.follow(followed(), { complete: never, laterCost: async () => (asked++, null) })
  await late.finish(5_000)
  expect([asked, found]).toEqual([2, []])
})

test('the end of a run waits no longer than it is told, and what is followed afterwards is looked for again', async () => {
  const { late, found } = lateCosts([0])
  const signals: AbortSignal[] = []
  late.follow(followed(), {
    complete: never,
    laterCost: (_, signal) => {
      signals.push(signal)
      return new Promise(() => undefined)
    },
  })
  await late.finish(20)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  late.follow(followed({}, 'b'), { complete: never, laterCost: async () => 7 })
  await late.finish(5_000)
  expect(found).toHaveLength(1)
})

test('prices of calls that were made before are looked for as soon as their provider is ready; one that cannot be asked loses nothing', async () => {
  const { late, found } = lateCosts([0])
  const calls = ['a', 'b'].map((id) => followedCall(followed({}, id)) as FollowedCall)
  late.followAll(calls, Promise.resolve({ complete: never, laterCost: async (id) => id.length }))
  late.followAll(calls, Promise.reject(new Error('no key')))
  await late.finish(5_000)
  expect(found.map(({ callId, cost }) => [callId, cost.nanoUsd])).toEqual(calls.map(({ callId }) => [callId, 'gen-a'.length]))
})

test('many prices are looked for a few at a time', async () => {
  const { late, found } = lateCosts([0])
  let looking = 0
  let most = 0
  const laterCost = async () => {
    most = Math.max(most, ++looking)
    await new Promise((resolve) => setImmediate(resolve))
    looking--
    return 1
  }
  for (let index = 0; index < 50; index++) late.follow(followed({}, String(index)), { complete: never, laterCost })
  await late.finish(5_000)
  expect([most, found.length]).toEqual([8, 50])
})
