import type { TestSpecification, Vitest } from 'vitest/node'
import { printsData } from '../../reporters/prints-data.ts'
import type { Config } from '../schema/config.ts'
import type { Run } from '../services/open-run.ts'
import type { EstimateRunOptions } from './estimate-run.ts'

/** Has a run that may cost money say what, before it begins. Simulated and free models alone start at once. */
export function estimateFirst(
  run: Run,
  estimating: Omit<EstimateRunOptions, 'specifications'>,
  specifications: readonly TestSpecification[],
): void {
  const { vitest, config, maySpend } = estimating
  if (!mayCost(config, maySpend)) return
  run.estimateWith(async () => {
    const { openingEstimate } = await import('./opening-estimate.ts')
    return openingEstimate({ ...estimating, specifications }, (line) => print(vitest, line))
  })
}

/** Is a budget set, or a model asked that costs money? */
function mayCost({ budgetUsd, models }: Config, maySpend: boolean): boolean {
  return budgetUsd !== null || models.some(({ paid, simulated, price }) => (paid ? maySpend : !simulated && price !== null))
}

function print({ config, logger }: Vitest, line: string): void {
  if (printsData(config)) logger.error(line)
  else logger.log(line)
}
