import type { CheckCategory } from './checks-file.ts'
import type { Place } from './fault.ts'
import type { Json } from './json.ts'

export const SEVERITIES = ['critical', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Weights of instruction following. */
export const SEVERITY_WEIGHTS: Record<Severity, number> = { critical: 4, warning: 2, info: 1 }

/** `undecided`: the check could not be applied or crashed; it neither passes nor fails. */
export type Verdict = 'passed' | 'failed' | 'undecided'

/** One check of a task, validated by its kind. Plain JSON. */
export interface CheckSpec {
  name: string
  kind: string
  severity: Severity
  description?: string | undefined
  /** The verdict is turned round; undecided stays. */
  not: boolean
  /** The kind's own arguments. */
  arguments: Record<string, Json>
  /** Where it is written. */
  place?: Place | undefined
  /** Only where it was written for the task by a model. */
  generated?: GeneratedMark | undefined
}

/** What reports say of a check that a model wrote. */
export interface GeneratedMark {
  /** What its requirement is about. */
  category?: CheckCategory | undefined
  /** A person looked at it. */
  reviewed: boolean
  /** There were too few good answers to trust its figures. */
  unproven: boolean
}

export interface CheckResult {
  name: string
  kind: string
  severity: Severity
  verdict: Verdict
  /** What was found and what was expected, shortened; when passed, empty but for a judge's reason. */
  message: string
  found?: string | undefined
  expected?: string | undefined
}
