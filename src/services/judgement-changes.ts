import type { Verdict } from '../schema/check.ts'
import type { Judgement } from '../schema/judge.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

/** A verdict that a new judgement has changed; `null`: the check was not there, or is not any more. */
export interface JudgementChange {
  task: string
  model: string
  case: string
  trial: number
  check: string
  from: Verdict | null
  to: Verdict | null
  /** Of the new verdict. */
  message: string
}

/** What a judgement changes of a trial as it was shown before. */
export function judgementChanges({ checks: before, ...trial }: TrialRecord, { checks: after }: Judgement): JudgementChange[] {
  const place = { task: trial.task, model: trial.model, case: trial.case, trial: trial.trial }
  const old = new Map(before.map(({ name, verdict }) => [name, verdict]))
  const now = new Map(after.map((check) => [check.name, check]))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((check) => {
    const [from, to] = [old.get(check) ?? null, now.get(check)?.verdict ?? null]
    return from === to ? [] : [{ ...place, check, from, to, message: now.get(check)?.message ?? '' }]
  })
}
