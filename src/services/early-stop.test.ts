import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { singleTrial, testTrial } from '../metrics/testing/test-trial.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { EarlyStop, stopWindow } from './early-stop.ts'
import type { Deciding } from './early-stop.ts'

/** Decides after so many cases, however they ended; `looks`: nothing is decided in between. */
function decidingAfter(cases: number, looks = 1): Deciding & { seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    add: ([first]) => void seen.push(String(first?.case)),
    get isDecided() {
      return seen.length >= cases && seen.length % looks === 0
    },
    get atLeast() {
      return (Math.floor(seen.length / looks) + 1) * looks
    },
  }
}

const trialsOf = (place: number): TrialRecord[] => [singleTrial(String(place), 'right')]
const never = new AbortController().signal

/** Runs all tests of a suite, `slots` at once, whose answers come in a random order. Returns the places that were asked. */
async function run(stop: EarlyStop, { planned, slots, order }: { planned: number; slots: number; order: number }): Promise<number[]> {
  const asked: number[] = []
  const random = seededRandom('arrival', order)
  const underWay = new Map<number, () => void>()
  let next = 0
  const worker = async () => {
    while (next < planned) {
      const place = next++
      if ((await stop.turn(place, never)) === 'decided') continue
      asked.push(place)
      await new Promise<void>((answered) => underWay.set(place, answered))
      stop.ended(place, trialsOf(place))
    }
  }
  const suite = { ended: false }
  void Promise.all(Array.from({ length: slots }, worker)).then(() => (suite.ended = true))
  while (!suite.ended) {
    await new Promise((resolve) => setImmediate(resolve))
    const places = [...underWay.keys()]
    if (places.length === 0) continue
    const place = random.pick(places)
    underWay.get(place)?.()
    underWay.delete(place)
  }
  return asked.toSorted((a, b) => a - b)
}

test('whatever the order of the answers, the same cases are asked, counted in their order, with the same decision', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 130 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer(),
      async (planned, after, looks, slots, order) => {
        const [deciding, other] = [decidingAfter(after, looks), decidingAfter(after, looks)]
        const [stop, second] = [new EarlyStop(deciding, planned), new EarlyStop(other, planned)]
        const asked = await run(stop, { planned, slots, order })
        expect(asked).toEqual(await run(second, { planned, slots: 1, order: order + 1 }))
        expect(asked).toEqual(Array.from({ length: asked.length }, (_, place) => place))
        expect(deciding.seen).toEqual(deciding.seen.map((_, place) => String(place)))
        expect(stop.decidedAfter).toBe(second.decidedAfter)
        const decided = Math.ceil(after / looks) * looks
        expect(stop.decidedAfter).toBe(decided <= planned ? decided : null)
        expect(asked.length).toBe(decided <= planned ? Math.min(planned, Math.max(decided, decided - 1 + stopWindow(planned))) : planned)
      },
    ),
    { numRuns: 40 },
  )
})

test('the window is 5 % of the cases, from 4 to 64, and never more than there are', () => {
  expect([1, 3, 20, 100, 200, 1_000, 100_000].map(stopWindow)).toEqual([1, 3, 4, 5, 10, 50, 64])
})

test('once a case was not asked nothing can be decided, and all are let through; so they are without its records', async () => {
  for (const lost of [null, [], [testTrial('0', { status: 'skipped', skipReason: 'the budget is spent' })]]) {
    const stop = new EarlyStop(decidingAfter(50), 100)
    const waiting = stop.turn(99, never)
    stop.ended(0, lost)
    await expect(waiting).resolves.toBe('ask')
    await expect(stop.turn(98, never)).resolves.toBe('ask')
    expect(stop.decidedAfter).toBeNull()
  }
})

test('a test that nobody waits for any more waits for no turn', async () => {
  const stop = new EarlyStop(decidingAfter(50), 100)
  const controller = new AbortController()
  const waiting = stop.turn(99, controller.signal)
  controller.abort()
  await expect(waiting).resolves.toBe('ask')
  await expect(stop.turn(98, controller.signal)).resolves.toBe('ask')
})

test('a case that ends twice counts once, and what comes after the decision changes nothing', async () => {
  const deciding = decidingAfter(2)
  const stop = new EarlyStop(deciding, 100)
  stop.ended(0, trialsOf(0))
  stop.ended(0, trialsOf(0))
  stop.ended(1, trialsOf(1))
  stop.ended(2, trialsOf(2))
  stop.ended(3, null)
  expect(deciding.seen).toEqual(['0', '1'])
  expect(stop.decidedAfter).toBe(2)
  await expect(stop.turn(80, never)).resolves.toBe('decided')
})
