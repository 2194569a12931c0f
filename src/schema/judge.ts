import type { CheckOutcome } from './check-kind.ts'
import type { CheckResult, Verdict } from './check.ts'
import type { Model } from './model.ts'
import type { Ingredients } from './trial-record.ts'
import type { UseCase } from './use-case.ts'

/** What a judge says to a question. */
export const JUDGE_ANSWERS = ['yes', 'no', 'cannot tell'] as const
export type JudgeAnswer = (typeof JUDGE_ANSWERS)[number]

/** A yes/no question of a check, with how often it is asked. */
export interface JudgeQuestion {
  question: string
  votes: number
}

/** Asks the judge of one answer. Never rejects: a judge that does not answer leaves the check undecided. */
export type AskJudge = (question: JudgeQuestion) => Promise<CheckOutcome>

/** What a judge is told of a use case. */
export type JudgeBrief = Pick<UseCase, 'goal' | 'audience' | 'notes' | 'outputHints' | 'constraints'>

/** The judge of a task's answers. Plain JSON. */
export interface TaskJudge {
  model: Model
  brief: JudgeBrief
  /** Most questions in one call. */
  batch: number
  /** Of the run: delimiters and the order of questions follow from it. */
  seed: number
}

/** Who judged an answer. */
export interface JudgedBy {
  /** Label of the model. */
  model: string
  simulated: boolean
  /** Of the prompt's versioned text. */
  promptHash: string
  /** When it first answered, ISO 8601 in UTC; `null`: it never did. */
  at: string | null
  /** Only where the run went no further before a question was put to it, which is undecided for that. */
  unasked?: true | undefined
}

/** One line of `judgements.jsonl`: a stored answer, judged again by the checks of a later day. */
export interface Judgement {
  schema: 'taskbench/judgement@1'
  /** When `taskbench judge` was started, ISO 8601 in UTC: the same on all lines of one judging. */
  judgedAt: string
  /** Hash of the calls of the trial that was judged: a trial that was asked again since then is another one. */
  trialHash: string
  task: string
  model: string
  case: string
  trial: number
  verdict: Verdict
  checks: CheckResult[]
  ingredients: Pick<Ingredients, 'instructions' | 'quality'>
  judge: JudgedBy | null
}

/** One line of `.judges/calibrations.jsonl`: how a judge agreed with people. */
export interface Calibration {
  schema: 'taskbench/calibration@1'
  at: string
  /** Label of the model. */
  judge: string
  promptHash: string
  /** Decided verdicts that were compared. */
  labels: number
  /** They themselves; lines of former versions have none. */
  checks?: LabelledCheck[]
}

/** A judge's verdicts on one case beside those of people: both passed, the judge alone passed, people alone passed, both failed. */
export type LabelCounts = [number, number, number, number]

/** A check whose verdicts by a judge were compared with labels of people. */
export interface LabelledCheck {
  task: string
  check: string
  kind: string
  /** Of each labelled case, in the order of their ids. */
  cases: LabelCounts[]
}

/** What is known of judges, by `MODEL PROMPT-HASH`: the latest labels of each check. */
export type Calibrations = ReadonlyMap<string, readonly LabelledCheck[]>
