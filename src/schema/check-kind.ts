import type { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Reading } from './answer-format.ts'
import type { Verdict } from './check.ts'
import type { Json, JsonObject } from './json.ts'
import type { AskJudge } from './judge.ts'

/** What a check sees of a trial. */
export interface CheckContext {
  answer: Answer
  reading: Reading
  input: JsonObject
  gold: Json | undefined
  /** `output.schema` of the task. */
  schema: JsonObject | boolean | null
  format: string
  costNanoUsd: number | null
  signal: AbortSignal
  /** Left out where no judge is asked: its checks are undecided. */
  judge?: AskJudge | undefined
}

/** What a kind says of an answer, before `not` is applied. */
export interface CheckOutcome {
  verdict: Verdict
  /** The value that was looked at. */
  found?: Json | undefined
  /** What would have passed, in words or as a value. */
  expected?: Json | undefined
  /** One sentence, when found/expected do not say it all. */
  message?: string | undefined
  /** Why, in a judge's words: kept whatever the verdict. */
  reason?: string | undefined
  /** `not` does not turn the verdict: there was nothing to look at, as in an answer that could not be read. */
  firm?: true | undefined
}

/** A kind of check: everything that is said of it anywhere is derived from here. */
export interface CheckKind<Arguments = Record<string, Json>> {
  /** The word in `kind:`. */
  kind: string
  /** Passes when … (one line of documentation). */
  passesWhen: string
  /** Strict schema of the arguments, without the common ones. */
  schema: z.ZodType<Arguments>
  /** Cheap kinds run first. */
  expense: 'cheap' | 'computed' | 'judge'
  /** Does a failed verdict say that the model did not follow instructions? False for latency and cost. */
  instruction: boolean
  /** Faults that need more than the schema (a pattern that does not compile): sentences, each with the path of the argument. */
  validate?(args: Arguments): { path: (string | number)[]; message: string }[]
  /** The argument for which the case's gold stands in where it is left out. */
  goldArgument?: string
  apply(args: Arguments, context: CheckContext): CheckOutcome | Promise<CheckOutcome>
}
