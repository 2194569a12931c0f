import type { Reporter, TestSpecification } from 'vitest/node'
import { TASK_FILE } from '../paths/task-file.ts'
import { returnMemory } from '../services/frugal-memory.ts'
import type { Run } from '../services/open-run.ts'
import type { PlanOptions } from './plan-files.ts'
import { placesOf } from './places-of.ts'
import { EVALS } from './plugin-options.ts'
import type { TaskReader } from './task-reader.ts'

type Setup = Omit<PlanOptions, 'specifications'>
type AheadRun = Pick<Run, 'begin' | 'warmUp' | 'lookAhead' | 'endAhead'>

/** What is done in the main process before tests need it: their tasks are read, and idle slots go to files that have not started. */
export function aheadOfTests(run: AheadRun, setup: Setup): Reporter {
  let cancelled: (() => void) | null = null
  return {
    onTestRunStart(specifications) {
      cancelled = null
      const evals = specifications.filter(({ project }) => project.name === EVALS)
      const files = evals.map(({ moduleId }) => moduleId).filter((file) => TASK_FILE.test(file))
      if (evals.length > 0) getReady(run, setup.tasks, files)
      // Why nothing can be planned is not the tests' concern: they ask for themselves.
      if (files.length > 0 && setup.config.tape.mode !== 'replay' && isCertain(setup, evals))
        plan(run, { ...setup, specifications }).catch(() => run.endAhead())
    },
    onTestModuleQueued() {
      // Vitest forgets its listeners when the tests begin.
      cancelled ??= setup.vitest.onCancel(() => run.endAhead())
    },
    onTestRunEnd() {
      run.endAhead()
      // What the tests took is free for the reports.
      returnMemory()
    },
  }
}

/** Done while the workers start. What goes wrong is said by what needs it. */
function getReady(run: AheadRun, tasks: TaskReader, files: readonly string[]): void {
  const begun = run.begin()
  const ready = Promise.all([begun, tasks.readAhead(files, begun)])
  ready.then(() => run.warmUp()).catch(() => undefined)
}

/** Only where more than one file or model runs, and where it is certain which tests will: not in watch mode, with `bail`, or with a choice by tags. */
function isCertain({ vitest: { config }, config: { models } }: Setup, evals: readonly TestSpecification[]): boolean {
  const configs = [config, ...evals.map(({ project }) => project.config)]
  return Math.max(evals.length, models.length) > 1 && !config.watch && configs.every(({ bail, tagsFilter }) => !bail && !tagsFilter?.length)
}

async function plan(run: AheadRun, options: PlanOptions): Promise<void> {
  const [{ planFiles }] = await Promise.all([import('./plan-files.ts'), run.begin()])
  const files = await planFiles(options)
  if (files.length > 0) await run.lookAhead(files, placesOf(options.config))
}
