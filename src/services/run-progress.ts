import type { Budget } from '../engine/budget.ts'
import { Progress, totalProgress } from '../report/progress.ts'
import type { RunProgress } from '../schema/progress.ts'
import type { RunHeader } from '../schema/run-header.ts'

/** How a run stands: what `progress.json` holds and reporters show. */
export function runProgress(progress: Progress, header: RunHeader, budget: Pick<Budget, 'spentNanoUsd' | 'limitNanoUsd'>): RunProgress {
  const models = progress.models(performance.now())
  return {
    schema: 'taskbench/progress@1',
    runId: header.runId,
    status: header.status,
    startedAt: header.startedAt,
    updatedAt: new Date().toISOString(),
    seq: progress.seq,
    models,
    totals: totalProgress(models),
    spentNanoUsd: budget.spentNanoUsd,
    budgetNanoUsd: budget.limitNanoUsd,
  }
}
