import { caseAgreement } from '../metrics/case-agreement.ts'
import type { OpenChat } from '../schema/chat-address.ts'
import type { Ask } from '../schema/ask.ts'
import type { Case } from '../schema/case.ts'
import type { CheckResult, CheckSpec } from '../schema/check.ts'
import type { Model } from '../schema/model.ts'
import type { Subject } from '../schema/subject.ts'
import type { Task } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { runTrial } from './run-trial.ts'
import type { JudgedTrial } from './run-trial.ts'
import { trialRecordOf } from './trial-record-of.ts'

export interface CaseSetup {
  runId: string
  task: Task
  model: Model
  case: Case
  ask: Ask
  signal: AbortSignal
  subject: Subject<never> | null
  openChat: OpenChat
}

/** Runs all trials of one case and model, together. Never rejects. */
export function runCase(setup: CaseSetup): Promise<JudgedTrial[]> {
  const { task, model, signal, ask, subject, openChat } = setup
  const place = { task: task.name, format: task.output.format, definition: task, model, case: setup.case, signal, ask, subject, openChat }
  return Promise.all(Array.from({ length: task.trials.count }, (_, trial) => runTrial({ ...place, trial })))
}

/** The records of a case's trials. */
export function recordsOf(setup: CaseSetup, trials: readonly JudgedTrial[]): TrialRecord[] {
  const agreement = caseAgreement(
    trials.filter((trial) => trial.status === 'answered'),
    setup.task,
  )
  const { runId, task, model } = setup
  const place = { runId, task: task.name, model: model.label, simulated: model.simulated, case: setup.case }
  return trials.map((trial) => trialRecordOf(place, trial, agreement))
}

/** A check that failed in some trials of a case. */
export interface CheckFailure {
  result: CheckResult
  spec: CheckSpec | undefined
  failures: number
  trials: number
}

/** Failed critical checks of a case, once each, in their written order. */
export function failuresOf(setup: Pick<CaseSetup, 'task' | 'case'>, trials: readonly JudgedTrial[]): CheckFailure[] {
  const specs = new Map([...setup.task.checks, ...setup.case.checks].map((spec) => [spec.name, spec]))
  const failures = new Map<string, CheckFailure>()
  for (const { checks } of trials) {
    for (const result of checks) {
      if (result.verdict !== 'failed' || result.severity !== 'critical') continue
      const known = failures.get(result.name)
      if (known) known.failures++
      else failures.set(result.name, { result, spec: specs.get(result.name), failures: 1, trials: trials.length })
    }
  }
  return [...failures.values()]
}
