import type { Reporter, TestSpecification } from 'vitest/node'
import { evalsOf } from './estimate-first.ts'
import type { EstimateRunOptions } from './estimate-run.ts'

export interface NeededModels extends Reporter {
  /** Labels of the models that the chosen tests ask, for answers or as judges; `null` where that is not known: code may ask any. */
  labels(): Promise<ReadonlySet<string> | null>
}

/** Remembers which tests Vitest was told to run; their files are read when somebody wants to know which models they ask. */
export function neededModels(estimating: Omit<EstimateRunOptions, 'specifications'>): NeededModels {
  let chosen: readonly TestSpecification[] = []
  return {
    onTestRunStart(given) {
      chosen = given
    },
    async labels() {
      // In watch mode the next run may choose others, and no run after the first looks for keys.
      if (estimating.vitest.config.watch) return null
      const { planRun, unwrittenOf } = await import('./estimate-run.ts')
      const options = { ...estimating, specifications: evalsOf(chosen), lenient: true }
      const plan = await planRun(options)
      if (plan.suites.length > 0) return null
      const asked = plan.planned.flatMap((task) => task.chosen.filter(({ cases }) => cases.length > 0).map(({ model }) => model))
      const judges = plan.planned.flatMap(({ judge }) => judge?.model ?? [])
      const writers = unwrittenOf(options, plan).length > 0 ? [options.config.judge.model] : []
      return new Set([...asked, ...judges, ...writers].flatMap((model) => model?.label ?? []))
    },
  }
}
