import type { ComparisonSource } from '../schema/comparison-source.ts'
import { withStoredSides } from './compare-stored-runs.ts'
import type { CompareOptions } from './compare-stored-runs.ts'
import { comparedCases } from './compared-cases.ts'
import { comparedTrials } from './compared-trials.ts'

/**
 * Run b against run a as `taskbench compare` does, with every case and answer of the tasks and models that both have; the records stay open
 * until `use` has ended. Throws EvalError config.
 */
export async function withComparisonSource<T>(
  a: string,
  b: string,
  options: CompareOptions,
  use: (source: ComparisonSource) => Promise<T>,
): Promise<T> {
  return withStoredSides(a, b, options, ({ found, ...sides }) => {
    const cases = comparedCases(sides.a.scores, sides.b.scores)
    return use({ found, cases, trials: comparedTrials(sides, cases) })
  })
}
