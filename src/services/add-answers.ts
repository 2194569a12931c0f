import type { Baseline, BaselineCase } from '../schema/baseline.ts'
import type { TrialDetail } from '../schema/record-store.ts'

/** Longest answer that a baseline keeps. */
const LONGEST = 100_000

/** Puts the answers of a run's trials, by trial, into its scores; trials without one are left out. */
export async function addAnswers({ tasks }: Baseline, details: AsyncIterable<TrialDetail>): Promise<void> {
  const cases = new Map<string, BaselineCase>()
  for (const { task, models } of tasks)
    for (const { model, cases: own } of models) for (const subject of own) cases.set(JSON.stringify([task, model, subject.case]), subject)
  for await (const { trial, calls } of details) {
    const text = trial.answer?.text ?? calls.at(-1)?.completion?.text
    const subject = cases.get(JSON.stringify([trial.task, trial.model, trial.case]))
    if (subject && text !== undefined) (subject.answers ??= []).push(text.slice(0, LONGEST))
  }
}
