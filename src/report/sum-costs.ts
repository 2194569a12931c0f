import type { Report } from '../schema/report.ts'
import type { LedgerCall } from './one-reading.ts'

/**
 * The ledger of a run: every call of every phase, reused and failed ones as they were paid. Unpriced calls are counted, never taken as 0. The sums by
 * model, by phase and by task each add up to the total. `tasks`: names of those of the report's use case.
 */
export async function sumCosts(calls: AsyncIterable<LedgerCall>, tasks: readonly string[]): Promise<Report['cost']> {
  const groups = { byModel: new Map<string, number>(), byPhase: new Map<string, number>(), byTask: new Map<string, number>() }
  let totalNanoUsd = 0
  let unpricedCalls = 0
  const replayed: NonNullable<Report['cost']['replayed']> = { calls: 0, originalNanoUsd: null }
  for await (const { cost, model, phase, task } of calls) {
    if (cost.source === 'replayed') {
      replayed.calls++
      if (typeof cost.originalNanoUsd === 'number') replayed.originalNanoUsd = (replayed.originalNanoUsd ?? 0) + cost.originalNanoUsd
    }
    if (cost.nanoUsd === null) {
      unpricedCalls++
      continue
    }
    totalNanoUsd += cost.nanoUsd
    for (const [group, key] of [
      [groups.byModel, model],
      [groups.byPhase, phase],
      [groups.byTask, task],
    ] as const) {
      group.set(key, (group.get(key) ?? 0) + cost.nanoUsd)
    }
  }
  return {
    totalNanoUsd,
    estimatedNanoUsd: null,
    byModel: Object.fromEntries(groups.byModel),
    byPhase: Object.fromEntries(groups.byPhase),
    byTask: Object.fromEntries(groups.byTask),
    useCaseNanoUsd: [...new Set(tasks)].reduce((sum, task) => sum + (groups.byTask.get(task) ?? 0), 0),
    unpricedCalls,
    ...(replayed.calls > 0 ? { replayed } : {}),
  }
}
