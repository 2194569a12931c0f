import { EvalError } from '../schema/eval-error.ts'
import { listRuns } from './list-runs.ts'
import type { FoundRun } from './list-runs.ts'

/**
 * A run by its id; `latest` or nothing is the newest one. A unique beginning of an id will do.
 * Throws EvalError config if there is none, naming those that are there.
 */
export async function findRun(resultsFolder: string, id: string | undefined): Promise<FoundRun> {
  const runs = await listRuns(resultsFolder)
  const [newest] = runs
  if (newest === undefined) {
    throw new EvalError('config', `Found no run in ${resultsFolder}, expected at least one`, {
      at: resultsFolder,
      hint: 'Start one with `taskbench run`.',
    })
  }
  if (id === undefined || id === 'latest') return newest
  const exact = runs.find((run) => run.runId === id)
  if (exact !== undefined) return exact
  const matches = id === '' ? [] : runs.filter((run) => run.runId.startsWith(id))
  if (matches.length === 1 && matches[0] !== undefined) return matches[0]
  const named = (matches.length > 1 ? matches : runs).slice(0, 5).map((run) => run.runId)
  const message = matches.length > 1 ? `Found ${matches.length} runs that begin with` : 'Found no run'
  throw new EvalError('config', `${message} ${JSON.stringify(id.slice(0, 120))} in ${resultsFolder}`, {
    at: resultsFolder,
    hint: `Expected an id, or \`latest\`. The newest: ${named.join(', ')}.`,
  })
}
