import type { TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

type Outcome = 'passed' | 'failed' | 'skipped'
type Trial = Pick<TrialRecord, 'status' | 'verdict' | 'counts' | 'error'>

const PASSES: Record<TaskSettings['trials']['pass'], (passed: number, failed: number) => boolean> = {
  all: (_, failed) => failed === 0,
  majority: (passed, failed) => passed > failed,
  any: (passed) => passed > 0,
}

/**
 * How the test of a case (one model, all its trials) ended. A question that is not on the tape fails it; a skipped trial skips it; missing data fails it; where it would hang on undecided
 * trials whether enough have passed, it is skipped; with `failOn: gate` verdicts never fail it, and it is skipped where nothing was answered.
 */
export function testOutcome(trials: readonly Trial[], { trials: { pass }, failOn }: Pick<TaskSettings, 'trials' | 'failOn'>): Outcome {
  if (trials.some(({ error }) => error?.notOnTape)) return 'failed'
  if (trials.length === 0 || trials.some(({ status }) => status === 'skipped')) return 'skipped'
  if (failOn === 'gate') return trials.every(({ status }) => status === 'errored') ? 'skipped' : 'passed'
  if (trials.some(({ status, counts }) => status === 'errored' && counts === 'missing')) return 'failed'
  const passed = trials.filter(({ verdict }) => verdict === 'passed').length
  const failed = trials.filter(({ verdict }) => verdict === 'failed').length
  const undecided = trials.length - passed - failed
  const [best, worst] = [PASSES[pass](passed + undecided, failed), PASSES[pass](passed, failed + undecided)]
  if (best !== worst) return 'skipped'
  return best ? 'passed' : 'failed'
}
