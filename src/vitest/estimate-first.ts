import type { Reporter, TestSpecification, Vitest } from 'vitest/node'
import { printsData } from '../../reporters/prints-data.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { Run } from '../services/open-run.ts'
import type { EstimateRunOptions } from './estimate-run.ts'
import { EVALS } from './plugin-options.ts'

type Estimating = Omit<EstimateRunOptions, 'specifications'>

/** What estimates some files' tests, with the evaluations among them. Rejects with the faults of the files. */
export function estimatorOf(estimating: Estimating): (given: readonly TestSpecification[]) => Promise<Estimate> {
  return async (given) => (await import('./estimate-run.ts')).estimateRun({ ...estimating, specifications: evalsOf(given) })
}

/** Has a run that may cost money say what, before it begins. Simulated and free models alone start at once. */
export function estimateFirst(run: Pick<Run, 'estimateWith'>, estimating: Estimating): Reporter {
  const { vitest, config, maySpend } = estimating
  return {
    onTestRunStart(given) {
      if (!mayCost(config, maySpend)) return
      run.estimateWith(async () => {
        const { openingEstimate } = await import('./opening-estimate.ts')
        return openingEstimate({ ...estimating, specifications: evalsOf(given) }, (line) => print(vitest, line))
      })
    },
  }
}

function evalsOf(specifications: readonly TestSpecification[]): TestSpecification[] {
  return specifications.filter(({ project }) => project.name === EVALS)
}

/** Is a budget set, or a model asked that costs money? */
function mayCost({ budgetUsd, models, judge }: Config, maySpend: boolean): boolean {
  const asked = judge.model ? [...models, judge.model] : models
  return budgetUsd !== null || asked.some(({ paid, simulated, price }) => (paid ? maySpend : !simulated && price !== null))
}

function print({ config, logger }: Vitest, line: string): void {
  if (printsData(config)) logger.error(line)
  else logger.log(line)
}
