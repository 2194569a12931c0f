import { relative, sep } from 'node:path'
import type { TestSpecification, Vitest } from 'vitest/node'
import { readEarlierRuns } from '../records/earlier-usage.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import { estimate } from '../services/estimate.ts'
import type { PlannedTask } from '../services/estimate.ts'
import { checksState, isToWrite } from '../tasks/checks-state.ts'
import { modelsOf } from './models-of.ts'
import { plannedCases } from './planned-cases.ts'
import { TASK_FILE } from './plugin-options.ts'
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

/** Estimates what the chosen tests will need. Rejects with the faults of the files. */
export async function estimateRun({
  vitest,
  config,
  tasks,
  specifications,
  maySpend,
  lenient = false,
}: EstimateRunOptions): Promise<Estimate> {
  const asked = config.models.filter((model) => maySpend || !model.paid)
  const planned: PlannedTask[] = []
  const suites: string[] = []
  const faulty: string[] = []
  for (const { moduleId, testLines, testNamePattern } of specifications) {
    const file = relative(config.root, moduleId).split(sep).join('/')
    if (!TASK_FILE.test(moduleId)) {
      suites.push(file)
      continue
    }
    const task = await tasks.peek(moduleId).catch((error: unknown) => {
      if (lenient) return null
      throw error
    })
    if (task === null) {
      faulty.push(file)
      continue
    }
    const filter = { namePattern: testNamePattern ?? vitest.getGlobalTestNamePattern(), lines: testLines }
    const models = modelsOf(task, config.models).filter((model) => asked.includes(model))
    planned.push({ task, chosen: models.map((model) => ({ model, cases: plannedCases(task, model, filter) })) })
  }
  // The use case of a suite in code is known when it runs.
  const earlier = await readEarlierRuns(config.resultsFolder, suites.length > 0 ? 'all' : planned.map(({ task }) => task.useCase))
  const made = estimate({ planned, suites, faulty, models: asked, earlier, seed: config.seed })
  const { updateSnapshot } = vitest.config.snapshotOptions
  const unwritten = planned.map(({ task }) => task).filter((task) => isToWrite(checksState(task, config), updateSnapshot))
  if (unwritten.length === 0) return made
  return (await import('./with-writing.ts')).withWriting(made, unwritten, config, maySpend)
}
