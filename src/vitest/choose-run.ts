import { randomInt } from 'node:crypto'
import { findResumable } from '../records/find-resumable.ts'
import { createRunId } from '../records/run-id.ts'
import { EvalError } from '../schema/eval-error.ts'
import { givenRunId } from './given-run-id.ts'

/** Which run a Vitest makes or goes on with. */
export interface ChosenRun {
  runId: string
  /** Only trials that ended with an error are asked. */
  retryErrors: boolean
}

/** Does a variable say no, or nothing? */
export const isOff = (text: string | undefined): boolean => text === undefined || ['', '0', 'false'].includes(text)

/** The run that a command line names; `true`: it names none. Throws EvalError config for what is no name: a variable of its shell was not set. */
export function wantedRun(given: string | true): string {
  if (given === true) return 'latest'
  if (given.trim() !== '' && !isOff(given)) return given
  throw new EvalError('config', `--resume: found ${JSON.stringify(given)}, expected a run's id`, {
    hint: '--resume alone takes the newest run that can be resumed',
  })
}

/**
 * A new run, the one that all shards share (`TASKBENCH_RUN_ID`), or one that is resumed (`TASKBENCH_RESUME`, `TASKBENCH_RETRY_ERRORS`). Throws
 * EvalError config for a run that is not there, naming those that are.
 */
export async function chooseRun(resultsFolder: string, env: Record<string, string | undefined>): Promise<ChosenRun> {
  const { TASKBENCH_RESUME: resume } = env
  const given = givenRunId(env)
  const retryErrors = !isOff(env['TASKBENCH_RETRY_ERRORS'])
  if (isOff(resume) && !retryErrors) return { runId: given ?? createRunId(Date.now(), () => randomInt(2 ** 32) / 2 ** 32), retryErrors }
  const wanted = isOff(resume) ? (given ?? 'latest') : (resume as string)
  const runId = await findResumable(resultsFolder, wanted, retryErrors)
  if (given && given !== runId) {
    throw new EvalError('config', `Found TASKBENCH_RUN_ID=${given} and ${runId} as the run to resume, expected one run`, {
      hint: 'Leave TASKBENCH_RUN_ID out when you resume a run.',
    })
  }
  // Vitest that restarts in watch mode goes on with the same run, whichever is the newest then.
  if (!isOff(resume)) env['TASKBENCH_RESUME'] = runId
  return { runId, retryErrors }
}
