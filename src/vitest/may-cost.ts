import type { Config } from '../schema/config.ts'

/** Is a run worth an estimate? Where a budget is set, or a model is asked that costs money. Simulated and free models alone start at once. */
export function mayCost({ budgetUsd, models }: Config, maySpend: boolean): boolean {
  return budgetUsd !== null || models.some(({ paid, simulated, price }) => (paid ? maySpend : !simulated && price !== null))
}
