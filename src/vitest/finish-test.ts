import type { TestContext } from 'vitest'
import { testOutcome } from '../report/test-outcome.ts'
import { costOf } from '../services/run-trial.ts'
import type { JudgedTrial } from '../services/run-trial.ts'
import { failuresOf, recordsOf } from '../services/run-case.ts'
import type { CaseSetup } from '../services/run-case.ts'
import { EvalError } from '../schema/eval-error.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { ASSERTIONS } from './assertion-check.ts'
import { annotateAnswers } from './annotate-answers.ts'
import { checksError, errorAt } from './check-errors.ts'
import { keepRecords } from './keep-records.ts'
import { provided } from './provided.ts'

/** Records of a suite by case: a test that Vitest retries counts once. */
export type SuiteRecords = Map<string, TrialRecord[]>

/** What a test leaves in `task.meta.taskbench`: at most about 1 KB, flat. */
export interface TaskbenchMeta {
  runId: string
  task: string
  model: string
  case: string
  verdict: string
  trials: number
  /** Names of the failed checks of the first trial. */
  failed: string
  costUsd: number | null
  latencyMs: number | null
  inputTokens: number | null
  outputTokens: number | null
  /** The first answer, shortened. */
  answer: string
  error: string | null
  simulated: boolean
}

declare module 'vitest' {
  interface TaskMeta {
    taskbench?: TaskbenchMeta
  }
}

/**
 * Records a case's trials, leaves their short form in the test's meta, and fails or skips the test as its task says. The suite's gates are
 * judged on `forGates`. What the test's own body has thrown is reported as it is.
 */
export async function finishTest(
  context: TestContext,
  setup: CaseSetup,
  trials: readonly JudgedTrial[],
  forGates: SuiteRecords,
  thrown?: unknown,
): Promise<void> {
  const records = recordsOf(setup, trials)
  if (setup.task.gates.length > 0) forGates.set(setup.case.id, records)
  const lost = await keepRecords(records).then(
    () => null,
    (error: unknown) => error,
  )
  // Without the main process nothing can be kept: one reason for all tests, not a failure of each.
  if (EvalError.is(lost) && lost.kind === 'aborted') context.skip(lost.message)
  if (lost) throw lost
  const outcome = testOutcome(records, setup.task)
  context.task.meta.taskbench = metaOf(setup, trials, outcome)
  if (outcome === 'failed' || provided().ui) await annotateAnswers(context, setup, trials)
  if (outcome === 'skipped') context.skip(skipNote(trials))
  if (outcome === 'failed') throwFailures(setup, trials, thrown)
}

/** Of the note of a test that was skipped because a check is undecided. */
const LONGEST_NOTE = 400

function skipNote(trials: readonly JudgedTrial[]): string | undefined {
  const skipped = trials.find((trial) => trial.status === 'skipped')
  if (skipped) return skipped.error?.message
  const errored = trials.find((trial) => trial.status === 'errored')
  if (errored) return `errored: ${errored.error?.message}`
  const open = trials.flatMap(({ checks }) => checks).find(({ verdict, severity }) => verdict === 'undecided' && severity === 'critical')
  return open && shorten(stripControl(`undecided: ${open.name}: ${open.message}`), LONGEST_NOTE)
}

function throwFailures(setup: CaseSetup, trials: readonly JudgedTrial[], thrown: unknown): never {
  const missed = trials.find((trial) => trial.error?.notOnTape)
  if (missed) throw errorOfTrial(setup, missed)
  const failures = failuresOf(setup, trials).filter(({ result }) => result.kind !== ASSERTIONS)
  if (failures.length === 0 && thrown !== undefined) throw thrown
  const errored = trials.find((trial) => trial.status === 'errored')
  if (failures.length === 0 && errored) throw errorOfTrial(setup, errored)
  throw checksError(failures.map(({ spec, ...failure }) => ({ ...failure, place: spec?.place ?? setup.case.place })))
}

function errorOfTrial(setup: CaseSetup, { error, trial }: JudgedTrial): Error {
  const hint = error?.hint ? ` (${error.hint})` : ''
  return errorAt(`${error?.kind} error`, stripControl(`trial ${trial}: ${error?.message}${hint}`), setup.case.place)
}

/** What there is to say of a test in its meta. */
export function metaOf(setup: CaseSetup, trials: readonly JudgedTrial[], outcome: string): TaskbenchMeta {
  const first = trials[0]
  const cost = costOf(trials.flatMap((trial) => trial.replies))
  const failed = first?.checks.filter((check) => check.verdict === 'failed').map((check) => check.name) ?? []
  const error = trials.find((trial) => trial.error)?.error
  return {
    runId: setup.runId,
    task: setup.task.name,
    model: setup.model.label,
    case: setup.case.id,
    verdict: outcome,
    trials: trials.length,
    failed: shorten(failed.join(', '), 160),
    costUsd: cost === null ? null : cost / 1e9,
    latencyMs: first?.answer?.timings.latencyMs ?? null,
    inputTokens: first?.answer?.usage.inputTokens ?? null,
    outputTokens: first?.answer?.usage.outputTokens ?? null,
    answer: shorten(stripControl(first?.answer?.text ?? ''), 400),
    error: error ? shorten(stripControl(error.message), 160) : null,
    simulated: setup.model.simulated,
  }
}
