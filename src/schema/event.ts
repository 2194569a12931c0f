import type { CallFailure, Phase } from './call.ts'
import type { RunStatus } from './run-header.ts'
import type { TrialStatus } from './trial-record.ts'

/** What the engine tells those who watch: terminal, `progress.json`, server, telemetry. */
export type EngineEvent = { seq: number; at: string } &
  // `trialsByModel`: of each of `models`, where a filter does not leave as many of all.
  (
    | { type: 'task-planned'; task: string; useCase: string; models: string[]; trialsPerModel: number; trialsByModel?: number[] }
    // The same of a task whose file has not started, where it is certain that it will.
    | { type: 'task-foreseen'; task: string; models: string[]; trialsPerModel: number }
    | { type: 'call-started'; callId: string; model: string; phase: Phase; task: string; case: string; trial: number }
    // An attempt has failed, and the call waits for another one; where nothing more is asked in the meantime, there will be none.
    | { type: 'call-retried'; callId: string; model: string; attempt: number; delayMs: number; error: CallFailure }
    // An attempt beyond the first begins.
    | { type: 'call-asked-again'; callId: string; model: string; attempt: number }
    | {
        type: 'call-settled'
        callId: string
        model: string
        phase: Phase
        error: CallFailure | null
        costNanoUsd: number | null
        latencyMs: number | null
        reused: boolean
        replayed: boolean
      }
    | {
        type: 'trial-ended'
        task: string
        model: string
        case: string
        trial: number
        status: TrialStatus
        failed: boolean
        /** Label of the judge that left a question about the answer undecided. */
        openJudge?: string
      }
    | { type: 'model-abandoned'; model: string; failures: number; error: CallFailure }
    | { type: 'budget-tripped'; because: 'budget' | 'estimate'; spentNanoUsd: number; budgetNanoUsd: number; message: string }
    | { type: 'run-ended'; runId: string; status: RunStatus }
  )

/** An event before the engine has numbered it. */
export type EngineEventBody = EngineEvent extends infer E ? (E extends { seq: number; at: string } ? Omit<E, 'seq' | 'at'> : never) : never
