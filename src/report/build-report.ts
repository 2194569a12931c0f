import type { FindBaseline } from '../schema/find-baseline.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import { REPORT_SCHEMA } from '../schema/report.ts'
import type { Report } from '../schema/report.ts'
import type { RunHeader, TaskRecord } from '../schema/run-header.ts'
import { buildResult } from './build-result.ts'
import { collectTrials, noTrials } from './collect-trials.ts'
import type { ModelTrials } from './collect-trials.ts'
import { compareTask } from './compare-task.ts'
import { JudgeCorrections } from './judge-corrections.ts'
import { Ledger } from './ledger.ts'
import { rankUseCase } from './rank-use-case.ts'
import { runGateResults } from './run-gates.ts'
import type { GatedRun } from './run-gates.ts'
import { trialsAndLedger } from './trials-and-ledger.ts'

export interface ReportRecords {
  store: RecordStore
  /** The store's details, where others read them as well; they are read to the end. */
  details?: AsyncIterable<TrialDetail>
  /** `details` are those of a run that goes on, and all their calls its own. */
  isEarly?: boolean
  /** What gates against a baseline are held against; default: there are none. Awaited behind the last of the details. */
  baselines?: FindBaseline | undefined | Promise<FindBaseline | undefined>
}

/**
 * The report of one run and use case, from its records alone: each trial is read once and its texts are not kept.
 * A model that was planned and has no trials is in it with nothing but its plan.
 */
export async function buildReport({ store, details = store.details(), isEarly = false, baselines: given }: ReportRecords): Promise<Report> {
  const ledger = new Ledger()
  const collected = await collectTrials(trialsAndLedger(store, details, ledger, isEarly))
  const baselines = await given
  const header = await store.readHeader()
  const tasks = await store.tasks()
  requireTasks(tasks, collected)
  const isJudged = [...collected.values()].some((byModel) => [...byModel.values()].some(({ trials }) => trials.some(({ judge }) => judge)))
  const corrections = new JudgeCorrections(isJudged ? await store.calibrations() : new Map(), header.seed)
  const watching = tasks.some(({ stop }) => stop) ? await loadWatching() : null
  const parts = tasks.map((task) => buildTask(task, header, collected.get(task.name) ?? new Map(), { corrections, baselines, watching }))
  const run = await runOf(header, store, tasks)
  const cost = { ...ledger.sums(tasks.map(({ name }) => name)), estimatedNanoUsd: header.estimatedNanoUsd?.expected ?? null }
  return {
    schema: REPORT_SCHEMA,
    run,
    results: parts.flatMap(({ results }) => results),
    ranking: [...parts.flatMap(({ ranking }) => ranking), ...rankUseCase(run.useCase, parts, header.seed)],
    comparisons: parts.flatMap(({ comparisons }) => comparisons),
    cost,
    gates: parts.flatMap(({ gates }) => gates),
    ...(header.gates?.length ? { runGates: runGateResults(header.gates, { run, cost, tasks: parts }) } : {}),
  }
}

/** What only tasks with `stop: decided` need. */
async function loadWatching() {
  const [{ watchedGateResults }, { watchedResult }] = await Promise.all([import('./judge-watched.ts'), import('./watched-results.ts')])
  return { watchedGateResults, watchedResult }
}

interface TaskFacts {
  corrections: JudgeCorrections
  baselines?: FindBaseline | undefined
  watching: Awaited<ReturnType<typeof loadWatching>> | null
}

const buildTask = (
  task: TaskRecord,
  header: RunHeader,
  byModel: ReadonlyMap<string, ModelTrials>,
  { corrections, baselines, watching }: TaskFacts,
): Pick<Report, 'results' | 'ranking' | 'comparisons' | 'gates'> & GatedRun['tasks'][number] => {
  const labels = [...new Set([...task.models, ...byModel.keys()])]
  const models = new Map(labels.map((label) => [label, byModel.get(label) ?? noTrials()]))
  const settings = new Map(header.models.map((model) => [model.label, model]))
  const results = [...models].map(([label, trials]) => {
    const result = buildResult(task, label, settings.get(label), trials, corrections)
    return task.stop && watching ? watching.watchedResult(result, task, trials, header.seed) : result
  })
  const compared = compareTask({ task, trials: models, results, seed: header.seed, find: baselines, watched: watching?.watchedGateResults })
  return { task, trials: models, results, ...compared }
}

const runOf = async (header: RunHeader, store: RecordStore, tasks: readonly TaskRecord[]): Promise<Report['run']> => ({
  id: header.runId,
  useCase: tasks[0]?.useCase ?? 'default',
  startedAt: header.startedAt,
  finishedAt: header.finishedAt,
  status: header.status,
  stopReason: header.stopReason,
  commit: header.commit,
  dirty: header.dirty,
  seed: header.seed,
  configHash: header.configHash,
  versions: { ...header.versions },
  shards: await store.shards(),
  generalModel: header.generalModel,
  priceDate: header.priceDate,
  ...(header.earlier === undefined ? {} : { resumed: header.earlier.length }),
})

const requireTasks = (tasks: readonly TaskRecord[], collected: ReadonlyMap<string, unknown>): void => {
  const known = new Set(tasks.map(({ name }) => name))
  const missing = [...collected.keys()].find((task) => !known.has(task))
  if (missing === undefined) return
  throw new EvalError('config', `Found trials of the task ${missing}, but not its line in tasks.jsonl`, {
    hint: 'The folder is not whole: copy all of its files, or resume the run.',
  })
}
