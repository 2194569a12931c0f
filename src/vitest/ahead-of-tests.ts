import type { Reporter, TestSpecification, Vitest } from 'vitest/node'
import type { Run } from '../services/open-run.ts'
import type { PlanOptions } from './plan-files.ts'
import { EVALS, TASK_FILE } from './plugin-options.ts'

type AheadRun = Pick<Run, 'begin' | 'lookAhead' | 'endAhead' | 'testsEnded'>

/** What is done in the main process before tests need it: their tasks are read, and idle slots go to files that have not started. */
export function aheadOfTests(run: AheadRun, setup: Omit<PlanOptions, 'specifications'>): Reporter {
  let cancelled: (() => void) | null = null
  return {
    onTestRunStart(specifications) {
      cancelled = null
      const evals = specifications.filter(({ project }) => project.name === EVALS)
      const files = evals.map(({ moduleId }) => moduleId).filter((file) => TASK_FILE.test(file))
      if (files.length > 0) setup.tasks.readAhead(files, run.begin())
      // Why nothing can be planned is not the tests' concern: they ask for themselves.
      if (files.length > 0 && setup.config.tape.mode !== 'replay' && isCertain(setup.vitest, evals))
        plan(run, { ...setup, specifications }).catch(() => run.endAhead())
    },
    onTestModuleQueued() {
      // Vitest forgets its listeners when the tests begin.
      cancelled ??= setup.vitest.onCancel(() => run.endAhead())
    },
    onTestRunEnd: () => run.testsEnded(),
  }
}

/** Only where more than one file runs, and where it is certain which tests will: not in watch mode, with `bail`, or with a choice by tags. */
function isCertain({ config }: Pick<Vitest, 'config'>, evals: readonly TestSpecification[]): boolean {
  const configs = [config, ...evals.map(({ project }) => project.config)]
  return evals.length > 1 && !config.watch && configs.every(({ bail, tagsFilter }) => !bail && !tagsFilter?.length)
}

async function plan(run: AheadRun, options: PlanOptions): Promise<void> {
  const [{ planFiles }] = await Promise.all([import('./plan-files.ts'), run.begin()])
  const files = await planFiles(options)
  if (files.length > 0) await run.lookAhead(files)
}
