import type { BenchmarkComparison } from './benchmark-report.ts'
import type { BenchmarkProfile, ComparedFigure } from './profile.ts'

/** What two benchmark runs say of each other: `taskbench bench compare`. */
export interface ProfileComparison {
  schema: 'taskbench/profile-comparison@1'
  a: ComparedRun
  b: ComparedRun
  /** The least change that counts, as in 0.05. */
  floor: number
  comparisons: BenchmarkComparison[]
  /** What was not compared, and why. */
  refused: string[]
  /** What speaks against trusting the comparisons. */
  warnings: string[]
}

export interface ComparedRun {
  runId: string
  at: string
  commit: string | null
  machine: BenchmarkProfile['machine']
}

/** A lasting change of a figure from one run to the next. */
export interface TrendChange {
  /** The first run after it. */
  runId: string
  at: string
  /** Typical values before and after, back to the changes next to it. */
  beforeMs: number
  afterMs: number
  ratio: number
  runsBefore: number
  runsAfter: number
  pValue: number
  /** By Holm over all series. */
  adjustedPValue: number
  verdict: 'slower' | 'faster'
}

/** One figure of one model in one scenario and step on one machine, over runs. */
export interface TrendSeries {
  scenario: string
  scenarioHash: string
  step: number
  model: string
  figure: ComparedFigure
  machine: string
  /** The newest hundred runs, by time; the geometric mean of a run's blocks. */
  points: { runId: string; at: string; valueMs: number; suspect: boolean }[]
  /** Of the first test, over all runs; `null` below eight runs. */
  pValue: number | null
  adjustedPValue: number | null
  /** By time. */
  changes: TrendChange[]
  verdict: 'slower' | 'faster' | 'no change found' | 'too few runs'
}

/** Changes over stored profiles: `taskbench bench trend`. */
export interface BenchmarkTrend {
  schema: 'taskbench/trend@1'
  floor: number
  leastRuns: number
  series: TrendSeries[]
  warnings: string[]
}
