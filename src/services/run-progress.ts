import { Progress, totalProgress } from '../report/progress.ts'
import type { RunProgress } from '../schema/progress.ts'
import type { RunHeader } from '../schema/run-header.ts'

/** How a run stands: what `progress.json` holds and reporters show. */
export function runProgress(progress: Progress, header: RunHeader, budgetUsd: number | null): RunProgress {
  const models = progress.models(performance.now())
  const totals = totalProgress(models)
  return {
    schema: 'taskbench/progress@1',
    runId: header.runId,
    status: header.status,
    startedAt: header.startedAt,
    updatedAt: new Date().toISOString(),
    seq: progress.seq,
    models,
    totals,
    spentNanoUsd: totals.costNanoUsd,
    budgetNanoUsd: budgetUsd === null ? null : Math.round(budgetUsd * 1e9),
  }
}
