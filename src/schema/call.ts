import type { Completion, Timings } from './answer.ts'
import type { Cost } from './cost.ts'
import type { EvalErrorKind } from './eval-error.ts'
import type { Json, JsonObject } from './json.ts'
import type { Message, ModelRequest } from './model-request.ts'
import type { Pairing, TaskSettings } from './task.ts'

/** What a call is made for. */
export type Phase = 'execution' | 'judge' | 'check-writing' | 'recommendation'

/** The case as providers that declare `needs: ['case']` see it; no other provider ever receives it. */
export interface CallCase {
  task: string
  case: string
  caseHash: string
  input: JsonObject
  gold: Json | undefined
  /** How the answer is to be read: lets a simulated model answer in the task's format. */
  format: string
  /** Only where an answer to the case is to be judged: what a simulated judge goes by. */
  judged?: JudgedFacts | undefined
  /** Only where checks are to be written: what a simulated writer goes by. */
  written?: WritingFacts | undefined
}

/** A task that checks are written for, with the gold of its cases: what a writer that understands nothing goes by instead of its text. */
export interface WritingFacts {
  stage: 'analysis' | 'writing'
  description: string
  messages: Message[]
  output: TaskSettings['output']
  pairing: Pairing | null
  cases: { input: JsonObject; gold: Json | undefined }[]
}

/** An answer that is judged, as the task's own matching with gold sees it. */
export interface JudgedFacts {
  /** Hash of the answer. */
  answer: string
  /** Does it agree with gold? `null`: there is no gold, or nothing to compare. */
  agrees: boolean | null
  /** From 0. */
  vote: number
  questions: { id: string; question: string }[]
}

/** One question to the engine. Plain JSON. */
export interface CallRequest {
  /** Hash of messages, tools, schema, parameters, provider, base URL and trial index (and `nth` call in a trial). */
  requestHash: string
  /** Label of a configured model. */
  model: string
  phase: Phase
  task: string
  case: string
  /** From 0. */
  trial: number
  /** Which call of its trial, from 0; left out for the first. */
  nth?: number | undefined
  /** Only of a judge: label of the model whose answer is judged. Not kept: models that give the same answer share the call. */
  judgedModel?: string | undefined
  request: ModelRequest
  /** Only for providers that need it. */
  callCase?: CallCase | undefined
}

/** One HTTP try inside a call. */
export interface Attempt {
  /** Wall clock, ISO 8601 in UTC. */
  startedAt: string
  durationMs: number
  /** From the end of the attempt before, or from the question: queue, limits, delay. Older journals leave it out. */
  waitedMs?: number | undefined
  /** `null`: it succeeded. */
  error: CallFailure | null
  /** Only where it failed after its answer had begun, or was cut off by us when it may have: it may be billed. Older journals leave it out. */
  begun?: true | undefined
}

export interface CallFailure {
  kind: EvalErrorKind
  message: string
  hint?: string | undefined
  requestId?: string | undefined
  /** Of kind `budget`: the run's own was used up, so that nothing more was asked; left out of a vendor's. */
  ownBudget?: boolean | undefined
  /** Only of a question that is not on the tape that answers for the models. */
  notOnTape?: boolean | undefined
}

/** One line of the journal: a call that was made, whole. */
export interface CallRecord {
  schema: 'taskbench/call@1'
  callId: string
  requestHash: string
  model: string
  phase: Phase
  task: string
  case: string
  trial: number
  nth?: number | undefined
  request: ModelRequest
  /** `null`: the call failed; `error` says how. */
  completion: Completion | null
  error: CallFailure | null
  cost: Cost
  queueMs: number
  attempts: Attempt[]
  simulated: boolean
  /** Only of calls that were answered from the tape: when they were recorded. */
  replayed?: { recordedAt: string } | undefined
}

/** One line of `costs.jsonl`: what a call has cost, by the vendor's word some time after its answer. */
export interface CallCostRecord {
  schema: 'taskbench/call-cost@1'
  callId: string
  cost: Cost
  /** What the call's own line says. */
  before: Cost
}

/** What the engine answers. */
export interface Reply {
  callId: string
  completion: Omit<Completion, 'timings'> & { timings: Timings }
  cost: Cost
  attempts: number
  /** Answered from the journal: nothing was asked or paid. */
  reused: boolean
  /** Answered from the tape. */
  replayed: boolean
  simulated: boolean
}
