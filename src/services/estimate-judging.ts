import { join } from 'node:path'
import { TASK_FILE } from '../paths/task-file.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import type { FoundRun } from '../records/list-runs.ts'
import { addRanges } from '../report/estimated-range.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Estimate, EstimateRow } from '../schema/estimate.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { judgeRow } from './estimate-judge.ts'

/** What judging the stored answers of some runs again may need, at most: what was asked before costs nothing. Nothing is asked. */
export async function estimateJudging(runs: readonly FoundRun[], config: Config): Promise<Estimate> {
  const rows: EstimateRow[] = []
  const unknown: string[] = []
  for (const { runId, useCases } of runs)
    for (const useCase of useCases) {
      const store = openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase })
      const answered = new Map<string, { count: number; tokens: number }>()
      for await (const { task, status, tokens } of store.trials()) {
        if (status !== 'answered') continue
        const sum = answered.get(task) ?? { count: 0, tokens: 0 }
        answered.set(task, { count: sum.count + 1, tokens: sum.tokens + (tokens.output ?? 0) })
      }
      for (const { name, file } of await store.tasks()) {
        const found = answered.get(name)
        const task = found && readable(join(config.root, file), config)
        if (!found || !task?.judge) continue
        const tokens = { low: found.tokens, expected: found.tokens, high: found.tokens }
        const row = judgeRow(task, task.judge, [{ cases: task.cases, trials: found.count, tokens }], null, unknown)
        if (row) rows.push({ ...row, nanoUsd: row.nanoUsd && { ...row.nanoUsd, low: 0 } })
      }
      await store.close()
    }
  return {
    schema: 'taskbench/estimate@1',
    rows,
    calls: rows.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
    nanoUsd: addRanges(rows.map(({ nanoUsd }) => nanoUsd ?? { low: 0, expected: null, high: null })),
    unknown: [...new Set(unknown)],
    notes: [],
  }
}

/** A task as its file is today; `null` where it cannot be read, and will be left out. */
function readable(file: string, config: Config): Task | null {
  if (!TASK_FILE.test(file)) return null
  try {
    return loadTask(file, config)
  } catch (error) {
    if (EvalError.is(error)) return null
    throw error
  }
}
