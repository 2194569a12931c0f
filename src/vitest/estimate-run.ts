import { relative, sep } from 'node:path'
import type { TestSpecification, Vitest } from 'vitest/node'
import { TASK_FILE } from '../paths/task-file.ts'
import { readEarlierRuns } from '../records/earlier-usage.ts'
import { NOTHING } from '../report/estimated-range.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimate } from '../services/estimate.ts'
import type { PlannedTask } from '../services/estimate.ts'
import { checksState, isToWrite } from '../tasks/checks-state.ts'
import { modelsOf } from './models-of.ts'
import { plannedCases } from './planned-cases.ts'
import type { TaskReader } from './task-reader.ts'

export interface EstimateRunOptions {
  vitest: Vitest
  config: Config
  tasks: TaskReader
  /** Of the project of the evaluations. */
  specifications: readonly TestSpecification[]
  /** `false`: paid models are not asked, and cost nothing. */
  maySpend: boolean
  /** A file with faults is left out as unknown: its faults are said when it is compiled. Else they are thrown. */
  lenient?: boolean
}

/** What the chosen tests will ask, read from their files. */
export interface PlannedRun {
  planned: PlannedTask[]
  suites: string[]
  faulty: string[]
  /** Models that are asked, without judges. */
  models: Model[]
}

/** What a run needs that a tape answers. */
const REPLAYED: Estimate = {
  schema: 'taskbench/estimate@1',
  rows: [],
  calls: 0,
  nanoUsd: NOTHING,
  unknown: [],
  notes: ['the tape is replayed: no model is asked'],
}

/** Estimates what the chosen tests will need. Rejects with the faults of the files. */
export async function estimateRun(options: EstimateRunOptions): Promise<Estimate> {
  const plan = await planRun(options)
  return options.config.tape.mode === 'replay' ? REPLAYED : estimatePlan(options, plan)
}

/** Reads the files of the chosen tests. Rejects with their faults, unless it is to be lenient. */
export async function planRun({
  vitest,
  config,
  tasks,
  specifications,
  maySpend,
  lenient = false,
}: EstimateRunOptions): Promise<PlannedRun> {
  const models = config.models.filter((model) => maySpend || !model.paid)
  const run: PlannedRun = { planned: [], suites: [], faulty: [], models }
  for (const { moduleId, testLines, testNamePattern } of specifications) {
    const file = relative(config.root, moduleId).split(sep).join('/')
    if (!TASK_FILE.test(moduleId)) {
      run.suites.push(file)
      continue
    }
    const task = await tasks.peek(moduleId).catch((error: unknown) => {
      if (lenient) return null
      throw error
    })
    if (task === null) {
      run.faulty.push(file)
      continue
    }
    const filter = { namePattern: testNamePattern ?? vitest.getGlobalTestNamePattern(), lines: testLines }
    const chosen = modelsOf(task, config.models)
      .filter((model) => models.includes(model))
      .map((model) => ({ model, cases: plannedCases(task, model, filter) }))
    run.planned.push({ task, chosen, judge: task.judge && (maySpend || !task.judge.model.paid) ? task.judge : null })
  }
  return run
}

/** What a planned run will need, by its files and earlier runs. */
export async function estimatePlan(options: EstimateRunOptions, plan: PlannedRun): Promise<Estimate> {
  const { config, maySpend } = options
  const { suites } = plan
  const taped = config.tape.mode === 'auto' ? await (await import('./beside-tape.ts')).besideTape(plan.planned, config) : null
  const planned = taped?.planned ?? plan.planned
  const wanted = planned.map(({ task: { name, useCase, promptHash }, chosen }) => ({
    name,
    useCase,
    promptHash,
    models: chosen.map(({ model }) => model.label),
  }))
  const earlier = await readEarlierRuns(config.resultsFolder, { planned: wanted, suites })
  const judges = suites.length > 0 || planned.some(({ judge }) => judge !== null)
  const judging = judges
    ? await (await import('../records/earlier-judging.ts')).readEarlierJudging(config.resultsFolder, earlier.runIds ?? [])
    : []
  const asked = judging.filter(({ simulated }) => maySpend || simulated)
  const own = estimate({ ...plan, planned, earlier, judging: asked, seed: config.seed, ...(taped && { isTaped: taped.isTaped }) })
  const made = { ...own, notes: [...own.notes, ...(taped?.notes ?? [])] }
  const unwritten = unwrittenOf(options, plan)
  return unwritten.length === 0 ? made : (await import('./with-writing.ts')).withWriting(made, unwritten, config, maySpend)
}

/** Tasks whose checks are written before they run. */
export function unwrittenOf({ vitest, config }: EstimateRunOptions, { planned }: PlannedRun): Task[] {
  const { updateSnapshot } = vitest.config.snapshotOptions
  return planned.map(({ task }) => task).filter((task) => isToWrite(checksState(task, config), updateSnapshot))
}
