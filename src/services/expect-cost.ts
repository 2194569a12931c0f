import type { Budget } from '../engine/budget.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { EngineEvent } from '../schema/event.ts'
import type { Model } from '../schema/model.ts'

interface Spending {
  budget: Pick<Budget, 'expect'>
  listen(listener: (event: EngineEvent) => void): void
}

/**
 * Tells the budget what a run was estimated to cost at most. What a suite in code asks is known by its last run: where it plans more trials now, its
 * part grows with them, and where it has a task or asks a model that were not in that run, nothing is expected any more. A task whose cases are known
 * was estimated with all that is chosen of it.
 */
export function expectCost({ nanoUsd, rows }: Estimate, models: readonly Model[], engine: Spending): void {
  if (!nanoUsd.high) return
  const estimated = nanoUsd.high
  engine.budget.expect(estimated)
  if (rows.every(({ trials }) => trials === undefined)) return
  const recorded = new Set(models.filter(({ answersFile }) => answersFile !== null).map(({ label }) => label))
  const more = new Map<string, number>()
  engine.listen((event) => {
    if (event.type !== 'task-planned') return
    const own = rows.filter(({ task }) => task === event.task)
    if (own.some(({ trials }) => trials === undefined)) return
    const isKnown = event.models.every(
      (label) => recorded.has(label) || own.some(({ model, phase }) => model === label && phase === 'execution'),
    )
    const growth = own.map((row) => (row.nanoUsd?.high ?? 0) * growthOf(row.trials, event.trialsPerModel))
    more.set(event.task, isKnown ? sum(growth) : Number.POSITIVE_INFINITY)
    engine.budget.expect(estimated + sum([...more.values()]))
  })
}

/** By what part more is planned; 0 where it was known. */
const growthOf = (before: number | undefined, now: number): number =>
  before === undefined ? 0 : Math.max(0, now / Math.max(1, before) - 1)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
