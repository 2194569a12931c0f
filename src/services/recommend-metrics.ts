import { readFileSync, realpathSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { loadConfig } from '../config/load-config.ts'
import { readText } from '../config/read-text.ts'
import { parseYaml } from '../config/read-yaml.ts'
import { putInPlace } from '../files/put-in-place.ts'
import { defaultPrimary } from '../metrics/metrics.ts'
import { metricsByRules } from '../recommend/metrics-by-rules.ts'
import { proposeMetrics } from '../recommend/propose-metrics.ts'
import type { RecommendedMetrics } from '../recommend/recommended-metrics.ts'
import { mergedOrder, withMetrics } from '../recommend/write-metrics.ts'
import { generalModelFor } from '../config/general-model-for.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { metricFacts } from '../tasks/metric-facts.ts'
import { briefOf } from '../use-cases/brief-of.ts'
import { findUseCase } from '../use-cases/find-use-case.ts'
import { openAskingEngine } from './asking-engine.ts'
import { findTaskFile } from './find-task-file.ts'

export interface RecommendMetricsOptions {
  root: string
  /** A task file, or the name of a task. */
  task: string
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  /** Takes what was asked anew and what it cost, also where nothing came of it. */
  onSpent?(model: Model, spent: Spent): void
}

/** Questions that were asked anew, and what they cost; `unpriced`: calls without a known price. */
export interface Spent {
  calls: number
  nanoUsd: number
  unpriced: number
}

/** Metrics for a task. */
export interface MetricsForTask {
  task: Task
  proposal: RecommendedMetrics
  /** `rules`: no model was asked. */
  by: { model: string; rules: boolean }
  /** Text of the task's file. */
  before: string
}

/** A task file before and after; the same where nothing would change. */
export interface TaskFileChange {
  file: string
  before: string
  after: string
}

/** Under the results: what was asked for recommendations. */
const JOURNALS_FOLDER = '.recommendation'

/** Metrics for a task, recommended by the general model; by fixed rules where that is simulated. Nothing is written. Rejects with EvalError. */
export async function recommendMetrics({ root, task: named, env, signal, onSpent }: RecommendMetricsOptions): Promise<MetricsForTask> {
  const config = await loadConfig({ root, env })
  const file = findTaskFile(named, root)
  const before = readText(file)
  const task = loadTask(file, config)
  const model = recommenderOf(config)
  const useCase = findUseCase(task.useCase, config)?.useCase
  const facts = metricFacts(task)
  const by = { model: model.label, rules: model.simulated }
  if (model.simulated) return { task, by, before, proposal: metricsByRules(facts, useCase?.traits ?? []) }
  const matter = { brief: briefOf(useCase), task, facts }
  const engine = await openAskingEngine({ config, env, folder: JOURNALS_FOLDER, model })
  try {
    const proposal = await proposeMetrics({ model, name: task.name, matter, seed: config.seed, ask: engine.ask, signal })
    return { task, by, before, proposal }
  } finally {
    await engine.close()
    onSpent?.(model, engine.spent())
  }
}

/** What recommended metrics change in the file of their task. Throws EvalError config where the file is written in a way that cannot be changed so. */
export function metricsChange({ task, proposal, before }: MetricsForTask): TaskFileChange {
  const written = parseYaml(before, task.file).value as { metrics?: string[]; primary?: string }
  const metrics = mergedOrder(
    written.metrics ?? [],
    proposal.metrics.map(({ name }) => name),
  )
  const usual = defaultPrimary(metricFacts(task))
  const primary = written.primary ?? (metrics.includes(usual) ? usual : metrics[0])
  const wanted = proposal.primary ?? task.primary
  return { file: task.file, before, after: withMetrics(before, { metrics, primary: wanted === primary ? null : wanted }, task.file) }
}

/** Writes a change of a task file, whole or not at all. Rejects with EvalError config where the file is not any more what it was. */
export async function writeTaskFile({ file, before, after }: TaskFileChange): Promise<void> {
  const path = realpathSync(file)
  const mark = readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : ''
  if (readText(path) !== before)
    throw new EvalError('config', `${file} was changed in the meantime: nothing was written`, { hint: 'run the command again' })
  await putInPlace(path, (temporary) => writeFile(temporary, mark + after, { mode: statSync(path).mode }))
}

/** The general model, as for the judge. Throws EvalError config where there is none. */
function recommenderOf(config: Config): Model {
  const model = generalModelFor('recommend metrics', config, '; sim:careful recommends by rules, without a key')
  if (model.needsCase && !model.simulated)
    throw new EvalError('config', `the general model ${model.label} has recorded answers and can recommend no metrics`, {
      hint: 'set `generalModel: provider:name` to a model that can be asked',
    })
  return model
}
