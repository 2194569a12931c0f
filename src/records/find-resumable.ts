import { EvalError } from '../schema/eval-error.ts'
import { findRun } from './find-run.ts'
import { listRuns } from './list-runs.ts'

/** Legal words for the newest run that can be resumed. */
const NEWEST: readonly string[] = ['latest', '1', 'true']

/**
 * Id of the run to resume: the one named (a unique beginning will do), or the newest that is interrupted or incomplete, or whose header is
 * damaged. Where `ended` is true, complete runs count as well. Throws EvalError config if there is none, naming those that are there.
 */
export async function findResumable(resultsFolder: string, wanted: string, ended = false): Promise<string> {
  if (!NEWEST.includes(wanted)) return (await findRun(resultsFolder, wanted)).runId
  const runs = await listRuns(resultsFolder)
  const statuses = ended ? ['interrupted', 'incomplete', 'complete'] : ['interrupted', 'incomplete']
  const newest = runs.find(({ header, trouble }) => (header === null ? trouble === 'damaged' : statuses.includes(header.status)))
  if (newest !== undefined) return newest.runId
  const there = runs.slice(0, 5).map(({ runId, header, trouble }) => `${runId} (${header?.status ?? trouble})`)
  throw new EvalError('config', `Found no run to resume in ${resultsFolder}, expected one that is interrupted or incomplete`, {
    at: resultsFolder,
    hint: there.length === 0 ? 'Start one with `taskbench run`.' : `Those that are there, the newest first: ${there.join(', ')}.`,
  })
}
