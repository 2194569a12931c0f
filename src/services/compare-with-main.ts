import { EvalError } from '../schema/eval-error.ts'
import type { Config } from '../schema/config.ts'
import type { RunComparison } from '../schema/run-comparison.ts'
import { compareStoredRuns } from './compare-stored-runs.ts'

/** Changed cases with both answers that are shown per model. */
const FLIPS = 5

/** A run held against another side, `main` as a rule; or why it cannot be. A baseline that cannot be read is no reason to fail. */
export async function compareWithMain(
  { root, resultsFolder, seed }: Pick<Config, 'root' | 'resultsFolder' | 'seed'>,
  runId: string,
  against = 'main',
): Promise<{ comparison: RunComparison | null; problem: string | null }> {
  try {
    const options = { root, resultsFolder, env: process.env, flips: FLIPS, margin: null, seed }
    return { comparison: await compareStoredRuns(against, runId, options), problem: null }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { comparison: null, problem: [error.message, error.hint].filter(Boolean).join('. ') }
  }
}
