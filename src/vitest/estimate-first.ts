import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Reporter, TestSpecification, Vitest } from 'vitest/node'
import { printsData } from '../../reporters/prints-data.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { Run } from '../services/open-run.ts'
import type { EstimateRunOptions } from './estimate-run.ts'
import { mayModelCost } from './may-model-cost.ts'
import { EVALS } from './plugin-options.ts'

type Estimating = Omit<EstimateRunOptions, 'specifications'>

/** What estimates some files' tests, with the evaluations among them. Rejects with the faults of the files. */
export function estimatorOf(estimating: Estimating): (given: readonly TestSpecification[]) => Promise<Estimate> {
  return async (given) => (await import('./estimate-run.ts')).estimateRun({ ...estimating, specifications: evalsOf(given) })
}

/** Has a run that may cost money say what, before it begins. Simulated and free models alone start at once, and so does what a tape answers. */
export function estimateFirst(run: Pick<Run, 'estimateWith'>, estimating: Estimating): Reporter {
  const { vitest, config, maySpend } = estimating
  return {
    onTestRunStart(given) {
      if (config.tape.mode === 'replay') return
      const only = mayCost(config, maySpend) ? 'anything' : mayGeneralCost(config, maySpend) ? 'general' : null
      if (only === null) return
      run.estimateWith(async () => {
        const { openingEstimate } = await import('./opening-estimate.ts')
        return openingEstimate({ ...estimating, specifications: evalsOf(given) }, (line) => print(vitest, line), only)
      })
    },
  }
}

/** Those of the project of the evaluations. */
export function evalsOf(specifications: readonly TestSpecification[]): TestSpecification[] {
  return specifications.filter(({ project }) => project.name === EVALS)
}

/** Is a budget set, or a model asked that costs money? */
function mayCost({ budgetUsd, models }: Config, maySpend: boolean): boolean {
  return budgetUsd !== null || models.some((model) => mayModelCost(model, maySpend))
}

/** Is there a general model that costs money, or a use case that may name a judge? Which tasks ask it stands in their files. */
function mayGeneralCost({ judge: { model }, root }: Config, maySpend: boolean): boolean {
  return (model !== null && mayModelCost(model, maySpend)) || existsSync(join(root, 'use-cases'))
}

function print({ config, logger }: Vitest, line: string): void {
  if (printsData(config)) logger.error(line)
  else logger.log(line)
}
