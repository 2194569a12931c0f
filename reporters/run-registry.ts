import type { TestSpecification, Vitest } from 'vitest/node'
import type { Estimate } from '../src/schema/estimate.ts'
import type { RunComparison } from '../src/schema/run-comparison.ts'
import type { RunView } from '../src/schema/run-view.ts'

/** Estimates what some files' tests would need. */
type Estimator = (specifications: readonly TestSpecification[]) => Promise<Estimate>

/** Holds a stored run against the baseline of the main branch, or says why it cannot be. */
export type CompareWithMain = (runId: string) => Promise<{ comparison: RunComparison | null; problem: string | null }>

/** What a reporter can be told from outside of Vitest's hooks. */
export interface RunReporter {
  /** Has it printed how the run ended, and how to go on? */
  readonly hasTold: boolean
  /** Resolves when the report that is being written stands; `null`: none is being written. */
  readonly reporting: Promise<void> | null
  /** Writes and prints the report of what there is, where Vitest does not come to its end. */
  finishNow(): Promise<void>
}

interface Entry {
  run: RunView
  estimate: Estimator
  compare: CompareWithMain
  reporter: RunReporter | null
  refused: boolean
}

const RUNS = Symbol.for('taskbench.runs')

// On globalThis, because the plugin and the reporter's entry may be two copies of this module in one process.
const held = globalThis as { [RUNS]?: WeakMap<Vitest, Entry> }
const runs = (held[RUNS] ??= new WeakMap())

/** Ties a run to the Vitest that it belongs to. */
export function attachRun(vitest: Vitest, run: RunView, estimate: Estimator, compare: CompareWithMain): void {
  runs.set(vitest, { run, estimate, compare, reporter: null, refused: false })
}

/** What estimates the run of a Vitest; `null` where it has none. */
export function estimatorOf(vitest: Vitest): Estimator | null {
  return runs.get(vitest)?.estimate ?? null
}

/** What compares the run of a Vitest; `null` where it has none. */
export function comparerOf(vitest: Vitest): CompareWithMain | null {
  return runs.get(vitest)?.compare ?? null
}

/** The run of a Vitest, for the first reporter that asks; `null` for any further one, and where there is none. */
export function claimRun(vitest: Vitest, reporter: RunReporter): RunView | null {
  const entry = runs.get(vitest)
  if (!entry || (entry.reporter !== null && entry.reporter !== reporter)) return null
  entry.reporter = reporter
  return entry.run
}

/** Has a Vitest's run been told of to its end? */
export function hasTold(vitest: Vitest): boolean {
  return runs.get(vitest)?.reporter?.hasTold ?? false
}

/** Resolves when the report that a Vitest's run is having written stands; `null`: none is being written. */
export function reportingOf(vitest: Vitest): Promise<void> | null {
  return runs.get(vitest)?.reporter?.reporting ?? null
}

/** Has the report written without waiting for Vitest. */
export async function finishNow(vitest: Vitest): Promise<void> {
  await runs.get(vitest)?.reporter?.finishNow()
}

/** Notes that a Vitest's run could not begin: its settings were refused before anything was asked. */
export function noteRefusal(vitest: Vitest): void {
  const entry = runs.get(vitest)
  if (entry) entry.refused = true
}

/** Was the run refused before anything was asked? */
export function wasRefused(vitest: Vitest): boolean {
  return runs.get(vitest)?.refused ?? false
}
