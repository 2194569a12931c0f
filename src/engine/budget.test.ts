import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { Budget } from './budget.ts'
import type { BudgetTrip } from './budget.ts'
import type { CostBound } from './cost-bounds.ts'

const wanted = () => null
const known = (nanoUsd: number) => (): CostBound => ({ nanoUsd, observed: true })
const paid = (nanoUsd: number) => ({ nanoUsd, simulated: false, guessedNanoUsd: 0 })

function budgetOf(limitNanoUsd: number | null) {
  const trips: BudgetTrip[] = []
  return { budget: new Budget(limitNanoUsd, (trip) => trips.push(trip)), trips }
}

test('calls start at once while what they may cost fits', () => {
  const { budget } = budgetOf(100)
  expect([budget.reserve('a', known(40), wanted), budget.reserve('b', known(60), wanted)]).toEqual([null, null])
})

test('a call that does not fit waits, and starts when one in flight was cheaper than its bound', async () => {
  const { budget, trips } = budgetOf(100)
  budget.reserve('a', known(80), wanted)
  const turns: string[] = []
  const waiting = budget.reserve('b', known(50), wanted)?.then(() => turns.push('b'))
  await turn()
  expect(turns).toEqual([])
  budget.settle('a', paid(30))
  await waiting
  expect([turns, trips]).toEqual([['b'], []])
})

test('a call that waits has the bound that is known when its turn comes', async () => {
  const { budget } = budgetOf(100)
  let bound = 5_000
  budget.reserve('a', known(80), wanted)
  const waiting = ['b', 'c'].map((id) => budget.reserve(id, () => ({ nanoUsd: bound, observed: bound < 5_000 }), wanted))
  bound = 30
  budget.settle('a', paid(30))
  await Promise.all(waiting)
  expect([budget.reservedBy('b'), budget.reservedBy('c')]).toEqual([30, 30])
})

test('calls that wait start in the order in which they came, small ones as well', async () => {
  const { budget } = budgetOf(100)
  budget.reserve('a', known(80), wanted)
  const turns: string[] = []
  const big = budget.reserve('b', known(50), wanted)?.then(() => turns.push('b'))
  const small = budget.reserve('c', known(10), wanted)?.then(() => turns.push('c'))
  budget.settle('a', paid(30))
  await Promise.all([big, small])
  expect(turns).toEqual(['b', 'c'])
})

test('the breaker trips once where nothing is in flight and the next call does not fit', async () => {
  const { budget, trips } = budgetOf(100_000_000)
  budget.reserve('a', known(60_000_000), wanted)
  const [second, third] = [budget.reserve('b', known(50_000_000), wanted), budget.reserve('c', known(1), wanted)]
  budget.settle('a', paid(60_000_000))
  await expect(second).rejects.toThrow('the budget of $0.1 is used up: $0.06 spent; the next call may cost $0.05')
  await expect(third).rejects.toMatchObject({ kind: 'budget', hint: 'raise `budgetUsd` and resume the run, or run fewer cases' })
  expect(() => budget.reserve('d', known(1), wanted)).toThrow('the budget of $0.1 is used up')
  expect(trips).toMatchObject([{ because: 'budget', spentNanoUsd: 60_000_000, limitNanoUsd: 100_000_000 }])
})

test('a bound that nothing was observed for does not keep a call from starting alone', async () => {
  const { budget } = budgetOf(100)
  const loose = () => ({ nanoUsd: 5_000, observed: false })
  expect(budget.reserve('a', loose, wanted)).toBeNull()
  const next = budget.reserve('b', () => ({ nanoUsd: null, observed: false }), wanted)
  budget.settle('a', paid(10))
  await expect(next).resolves.toBeUndefined()
  budget.settle('b', paid(90))
  await expect(budget.reserve('c', loose, wanted)).rejects.toThrow('the budget of $0.0000001 is used up')
})

test('what a run has spent before it was resumed counts', async () => {
  const budget = new Budget(100, () => undefined, [paid(60)])
  expect(budget.reserve('a', known(40), wanted)).toBeNull()
  budget.settle('a', paid(40))
  expect(budget.spentNanoUsd).toBe(100)
  await expect(budget.reserve('b', known(1), wanted)).rejects.toThrow('is used up')
})

test('calls that cost nothing never wait, but do not start after the breaker has tripped', async () => {
  const { budget } = budgetOf(100)
  budget.reserve('a', known(100), wanted)
  expect(budget.reserve('free', known(0), wanted)).toBeNull()
  budget.settle('a', paid(100))
  await expect(budget.reserve('b', known(1), wanted)).rejects.toThrow('the budget')
  expect(() => budget.reserve('free', known(0), wanted)).toThrow('the budget')
})

test('a call that nobody wants any more leaves the queue unpaid', async () => {
  const { budget } = budgetOf(100)
  budget.reserve('a', known(80), wanted)
  const cancelled = budget.reserve('b', known(50), () => new EvalError('aborted', 'the test was cancelled'))
  const next = budget.reserve('c', known(50), wanted)
  budget.settle('a', paid(20))
  await expect(cancelled).rejects.toThrow('the test was cancelled')
  await expect(next).resolves.toBeUndefined()
})

test('waiting calls end when the run is closed', async () => {
  const { budget, trips } = budgetOf(100)
  budget.reserve('a', known(80), wanted)
  const waiting = budget.reserve('b', known(50), wanted)
  budget.close(new EvalError('aborted', 'the run was stopped'))
  await expect(waiting).rejects.toThrow('the run was stopped')
  expect(trips).toEqual([])
})

test('a call that never came to be gives its room back', () => {
  const { budget } = budgetOf(100)
  budget.reserve('a', known(100), wanted)
  budget.settle('a', null)
  expect(budget.reserve('b', known(100), wanted)).toBeNull()
  expect(budget.spentNanoUsd).toBe(0)
})

test('what was spent before a run was resumed is not held against the estimate of what it asks now', () => {
  const budget = new Budget(null, () => undefined, [paid(900_000_000)])
  budget.expect(200_000_000)
  expect(budget.reserve('a', known(1), wanted)).toBeNull()
  budget.settle('a', paid(300_000_000))
  expect(() => budget.reserve('b', known(1), wanted)).toThrow(
    '150 % of its estimate: $1.20 spent ($0.9 of it before the run was resumed), estimated were $0.2 at most',
  )
})

test('above 150 % of the estimate nothing starts, with or without a budget', () => {
  const { budget, trips } = budgetOf(null)
  budget.expect(200_000_000)
  budget.reserve('a', known(1), wanted)
  budget.settle('a', paid(299_999_999))
  expect(budget.reserve('b', known(1), wanted)).toBeNull()
  budget.settle('b', paid(1))
  expect(() => budget.reserve('c', known(1), wanted)).toThrow(
    'the run costs more than 150 % of its estimate: $0.3 spent, estimated were $0.2 at most',
  )
  expect(trips).toMatchObject([{ because: 'estimate', limitNanoUsd: 300_000_000 }])
})

test('an estimate of a few cents stops nothing', () => {
  const { budget } = budgetOf(null)
  budget.expect(99_999_999)
  budget.settle('a', paid(10_000_000_000))
  expect(budget.reserve('b', known(1), wanted)).toBeNull()
})

test('simulated and estimated money is said apart', async () => {
  const { budget } = budgetOf(100_000_000)
  budget.settle('a', { nanoUsd: 60_000_000, simulated: true, guessedNanoUsd: 0 })
  budget.settle('b', { nanoUsd: 40_000_000, simulated: false, guessedNanoUsd: 10_000_000 })
  await expect(budget.reserve('c', known(1), wanted)).rejects.toThrow(
    '$0.1 spent ($0.06 simulated; $0.01 of it estimated, as nobody reported usage)',
  )
  const { budget: other } = budgetOf(100_000_000)
  other.settle('a', { nanoUsd: 100_000_000, simulated: true, guessedNanoUsd: 0 })
  await expect(other.reserve('b', known(1), wanted)).rejects.toThrow('$0.1 spent (all simulated)')
})

test('a cost that is known better later counts as such', async () => {
  const { budget } = budgetOf(100)
  budget.reserve('a', known(80), wanted)
  budget.settle('a', paid(80))
  budget.correct(paid(-60))
  expect(budget.reserve('b', known(80), wanted)).toBeNull()
})

test('what was guessed and is known later is not said to be estimated any more', async () => {
  const { budget } = budgetOf(100_000_000)
  budget.settle('a', { nanoUsd: 40_000_000, simulated: false, guessedNanoUsd: 40_000_000 })
  budget.correct({ nanoUsd: 60_000_000, simulated: false, guessedNanoUsd: -40_000_000 })
  await expect(budget.reserve('b', known(1), wanted)).rejects.toThrow(/\$0\.1 spent$/)
})

test('whatever calls cost and in whatever order they end, the overshoot is what was in flight at most', async () => {
  const call = fc.record({
    bound: fc.option(fc.integer({ min: 0, max: 50 })),
    cost: fc.integer({ min: 0, max: 200 }),
    observed: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 500 }),
      fc.array(call, { minLength: 1, maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      async (limit, calls, picks) => {
        const { budget, trips } = budgetOf(limit)
        const inFlight = new Map<number, number>()
        const open = new Set<number>()
        const ends = calls.map(async ({ bound, cost, observed }, index) => {
          open.add(index)
          try {
            await budget.reserve(String(index), () => ({ nanoUsd: bound, observed: observed && bound !== null }), wanted)
            inFlight.set(index, cost)
          } finally {
            open.delete(index)
          }
        })
        const settled = Promise.allSettled(ends)
        let overBy = 0
        for (let step = 0; step < 1_000 && (open.size > 0 || inFlight.size > 0); step++) {
          await turn()
          const running = [...inFlight.keys()]
          if (running.length === 0) continue
          const index = running[(picks.next().value as number) % running.length] as number
          const flying = [...inFlight.values()].reduce((sum, cost) => sum + cost, 0)
          if (budget.spentNanoUsd <= limit) overBy = flying
          const cost = inFlight.get(index) as number
          inFlight.delete(index)
          budget.settle(String(index), paid(cost))
        }
        const outcomes = await settled
        expect(open.size + inFlight.size).toBe(0)
        expect(budget.spentNanoUsd).toBeLessThanOrEqual(limit + overBy)
        expect(trips).toHaveLength(outcomes.some(({ status }) => status === 'rejected') ? 1 : 0)
      },
    ),
    { numRuns: 60 },
  )
})
