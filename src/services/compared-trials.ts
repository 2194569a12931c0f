import type { BaselineCase } from '../schema/baseline.ts'
import type { ComparedCases, ComparedTrial } from '../schema/comparison-source.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { Verdict } from '../schema/check.ts'
import { answerText } from './compared-texts.ts'
import type { ComparisonSide } from './comparison-side.ts'

/** The answers of both sides to the compared tasks and models, a's first: from the records of a run, or what a baseline knows of each case. */
export async function* comparedTrials(
  sides: Record<ComparedTrial['side'], ComparisonSide>,
  compared: readonly ComparedCases[],
): AsyncGenerator<ComparedTrial> {
  const wanted = new Set(compared.map(({ task, model }) => keyOf(task, model)))
  for (const side of ['a', 'b'] as const) {
    const { kind, stores, scores } = sides[side]
    for (const store of stores)
      for await (const detail of store.details())
        if (wanted.has(keyOf(detail.trial.task, detail.trial.model))) yield comparedTrial(side, detail)
    if (kind === 'run') continue
    for (const { task, models } of scores.tasks)
      for (const { model, cases } of models)
        if (wanted.has(keyOf(task, model))) for (const subject of cases) yield* trialsOfBaseline({ side, task, model }, subject)
  }
}

const keyOf = (task: string, model: string): string => JSON.stringify([task, model])

/** A trial of a run as an answer of one side. */
export function comparedTrial(side: ComparedTrial['side'], detail: TrialDetail): ComparedTrial {
  const { trial } = detail
  const named = (verdict: Verdict): string[] => trial.checks.filter((check) => check.verdict === verdict).map(({ name }) => name)
  return {
    side,
    task: trial.task,
    model: trial.model,
    case: trial.case,
    trial: trial.trial,
    tags: trial.tags,
    outcome: trial.status === 'answered' ? trial.verdict : trial.status,
    counts: trial.counts,
    checks: { passed: named('passed'), failed: named('failed'), undecided: named('undecided') },
    answer: answerText(detail),
    error: trial.error === null ? (trial.skipReason ?? null) : `${trial.error.kind}: ${trial.error.message}`,
    note: null,
    costNanoUsd: trial.costNanoUsd,
    latencyMs: trial.latencyMs,
  }
}

type Place = Pick<ComparedTrial, 'side' | 'task' | 'model'>

/** A baseline says how many trials of a case passed, not which: where some did, each is undecided. */
function* trialsOfBaseline(
  place: Place,
  { case: id, trials, passed, undecided = 0, missing, failed = [], answers }: BaselineCase,
): Generator<ComparedTrial> {
  const known: Omit<ComparedTrial, 'trial' | 'answer'> = {
    ...place,
    case: id,
    tags: [],
    outcome: trials === 0 ? 'errored' : passed === trials ? 'passed' : passed + undecided === 0 ? 'failed' : 'undecided',
    counts: trials === 0 ? 'missing' : 'answered',
    checks: { passed: [], failed, undecided: [] },
    error: missing,
    note: trials === 0 ? null : `${passed} of ${trials} ${trials === 1 ? 'trial' : 'trials'} passed`,
    costNanoUsd: null,
    latencyMs: null,
  }
  if (answers === undefined || answers.length === 0) {
    yield {
      ...known,
      trial: 0,
      answer: null,
      note: [known.note, 'the baseline keeps no answer'].filter((part) => part !== null).join('; '),
    }
    return
  }
  for (const [trial, answer] of answers.entries()) yield { ...known, trial, answer }
}
