import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskResult } from '../recommend/model-facts.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { listRuns } from '../records/list-runs.ts'
import { recordsFolder } from '../records/run-paths.ts'
import { buildReport } from '../report/build-report.ts'
import { EvalError } from '../schema/eval-error.ts'
import { reportSchema } from '../schema/report.ts'
import type { Report, Result } from '../schema/report.ts'

/** What earlier runs of a use case say of its models. */
export interface UseCaseHistory {
  /** By the models' ids and labels; of each task the newest result. */
  models: Map<string, ModelHistory>
  /** Tasks with a result, sorted. */
  tasks: string[]
  /** Means over all answers; `null`: no run said so. */
  tokens: { input: number; output: number } | null
  /** Runs that were read, the newest first. */
  runs: string[]
  /** What could not be read. */
  notes: string[]
}

/** What they say of one model. */
export interface ModelHistory {
  results: TaskResult[]
  /** US dollars per answer: the mean of the tasks' newest figures. */
  cost: { usd: number; n: number } | null
  latency: { ms: number; n: number } | null
}

/** So many runs are read, the newest. */
const MOST_RUNS = 20
/** Larger reports are computed from their records. */
const MOST_REPORT_BYTES = 64 << 20

/** Model ids and labels as one key: a label may stand for another model from one day to the next. */
export const historyKey = (id: string, label: string): string => JSON.stringify([id, label])

/** Reads the newest runs of a use case that have ended. What cannot be read is noted. */
export async function useCaseHistory(resultsFolder: string, useCase: string): Promise<UseCaseHistory> {
  const found = (await listRuns(resultsFolder)).filter((run) => run.useCases.includes(useCase) && run.header?.status !== 'running')
  const notes: string[] = []
  const reports: Report[] = []
  for (const { runId } of found.slice(0, MOST_RUNS)) {
    const report = await reportOf(resultsFolder, useCase, runId).catch((error: unknown) => {
      if (!EvalError.is(error)) throw error
      notes.push(`${runId} was left out: ${error.message}`)
      return null
    })
    if (report) reports.push(report)
  }
  if (found.length > MOST_RUNS) notes.push(`the newest ${MOST_RUNS} of ${found.length} runs were read`)
  const newest = newestResults(reports)
  const models = new Map([...newest].map(([key, results]) => [key, historyOf(results)] as const))
  const tasks = [...new Set([...models.values()].flatMap(({ results }) => results.map(({ task }) => task)))].sort()
  return { models, tasks, tokens: meanTokens(reports), runs: reports.map(({ run }) => run.id), notes }
}

async function reportOf(resultsFolder: string, useCase: string, runId: string): Promise<Report> {
  const file = join(recordsFolder(resultsFolder, useCase, runId), 'report.json')
  const size = (await stat(file).catch(() => null))?.size ?? Number.POSITIVE_INFINITY
  const stored = size > MOST_REPORT_BYTES ? null : parsed(await readFile(file, 'utf8'))
  if (stored) return stored
  const store = openFileRecordStore({ resultsFolder, runId, useCase })
  try {
    return await buildReport({ store })
  } finally {
    await store.close()
  }
}

function parsed(text: string): Report | null {
  try {
    return reportSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

interface Found {
  result: Result
  runId: string
}

/** Of each model the newest result of each task that has a figure; reports come the newest first. */
function newestResults(reports: readonly Report[]): Map<string, Found[]> {
  const newest = new Map<string, Found[]>()
  for (const { run, results } of reports)
    for (const result of results) {
      if (shareOf(result) === null) continue
      const key = historyKey(result.modelId, result.model)
      const known = newest.get(key) ?? []
      if (!known.some((other) => other.result.task === result.task)) newest.set(key, [...known, { result, runId: run.id }])
    }
  return newest
}

/** The primary metric as a share of which more is better; `null` where it is no share, or not known. */
function shareOf({ metrics, primary }: Result): Pick<TaskResult, 'value' | 'low' | 'high' | 'n'> | null {
  const metric = Object.hasOwn(metrics, primary) ? metrics[primary] : undefined
  if (!metric || metric.unit !== 'share' || metric.value === null || metric.n === 0) return null
  const { value, low, high, n } = metric
  if (metric.direction === 'higher') return { value, low, high, n }
  return { value: 1 - value, low: high === null ? null : 1 - high, high: low === null ? null : 1 - low, n }
}

function historyOf(found: readonly Found[]): ModelHistory {
  const results = found.flatMap(({ result, runId }): TaskResult[] => {
    const share = shareOf(result)
    const better = result.metrics[result.primary]?.direction === 'lower' ? `1 − ${result.primary}` : result.primary
    return share ? [{ task: result.task, metric: better, ...share, runId }] : []
  })
  const costs = found.flatMap(({ result }) => {
    const cost = result.metrics['cost']
    return cost && cost.value !== null ? [{ usd: cost.value, n: cost.n }] : []
  })
  const latencies = found.flatMap(({ result: { latencyMs } }) =>
    latencyMs.p50 !== null && latencyMs.n > 0 ? [{ ms: latencyMs.p50, n: latencyMs.n }] : [],
  )
  const total = (counts: readonly { n: number }[]) => counts.reduce((sum, { n }) => sum + n, 0)
  return {
    results,
    cost: costs.length === 0 ? null : { usd: mean(costs.map(({ usd }) => usd)), n: total(costs) },
    latency: latencies.length === 0 ? null : { ms: mean(latencies.map(({ ms }) => ms)), n: total(latencies) },
  }
}

function meanTokens(reports: readonly Report[]): UseCaseHistory['tokens'] {
  const known = reports
    .flatMap(({ results }) => results)
    .filter(({ tokens, trials }) => tokens.input !== null && tokens.output !== null && trials.answered > 0)
  const answers = known.reduce((sum, { trials }) => sum + trials.answered, 0)
  if (answers === 0) return null
  const perAnswer = (of: (result: Result) => number | null) => known.reduce((sum, result) => sum + (of(result) ?? 0), 0) / answers
  return { input: perAnswer(({ tokens }) => tokens.input), output: perAnswer(({ tokens }) => tokens.output) }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
