import { compareRuns } from '../comparison/compare-runs.ts'
import type { Baseline } from '../schema/baseline.ts'
import { RUN_COMPARISON_SCHEMA } from '../schema/run-comparison.ts'
import type { RunComparison } from '../schema/run-comparison.ts'
import { comparisonSide } from './comparison-side.ts'
import type { ComparisonSide, SideOptions } from './comparison-side.ts'
import { withTexts } from './compared-texts.ts'

export interface CompareOptions extends SideOptions {
  /** Most flips shown per model. */
  flips: number
  margin: number | null
  /** Models to be paired, as `A=B`. */
  models?: readonly string[]
  seed: number
}

/** Run b against run a, as texts name them; answers and prompts are read only where they are shown. Throws EvalError config. */
export async function compareStoredRuns(a: string, b: string, options: CompareOptions): Promise<RunComparison> {
  return withStoredSides(a, b, options, ({ found }) => Promise.resolve(found))
}

/** Two sides and their comparison; the records of both stay open until `use` has ended. Throws EvalError config. */
export async function withStoredSides<T>(
  a: string,
  b: string,
  options: CompareOptions,
  use: (compared: { a: ComparisonSide; b: ComparisonSide; found: RunComparison }) => Promise<T>,
): Promise<T> {
  const sides: ComparisonSide[] = []
  try {
    // `main` is never the very run that it is compared with.
    const later = await comparisonSide(b, options)
    sides.push(later)
    const earlier = await comparisonSide(a, { ...options, not: later.scores.run.id })
    sides.push(earlier)
    return await use({ a: earlier, b: later, found: await compareSides(earlier, later, options) })
  } finally {
    await Promise.all(sides.flatMap(({ stores }) => stores.map((store) => store.close())))
  }
}

async function compareSides(a: ComparisonSide, b: ComparisonSide, options: CompareOptions): Promise<RunComparison> {
  const compared = compareRuns(a.scores, b.scores, options)
  return {
    schema: RUN_COMPARISON_SCHEMA,
    a: sideOf(a),
    b: sideOf(b),
    ...compared,
    tasks: await withTexts(compared.tasks, a, b),
    notes: [...notesOf(a, b), ...compared.notes],
  }
}

function sideOf({ kind, from, scores: { run } }: ComparisonSide): RunComparison['a'] {
  return { kind, from, runId: run.id, startedAt: run.startedAt, status: run.status, commit: run.commit, dirty: run.dirty }
}

function notesOf(a: ComparisonSide, b: ComparisonSide): string[] {
  const same = a.scores.run.id === b.scores.run.id ? ['Both sides are of the same run.'] : []
  const unfinished = [a, b].filter(({ scores: { run } }) => run.status !== 'complete')
  return [
    ...same,
    ...unfinished.map(({ from, scores: { run } }) => `${from} is ${run.status}: it holds a part of what was planned.`),
    ...stoppedNotes('A', a.scores),
    ...stoppedNotes('B', b.scores),
  ]
}

/** So many models of a task are named one by one. */
const MOST_NAMED = 3

/** Per task of a side how far it was asked, where all gates were decided before the last case. */
function stoppedNotes(side: 'A' | 'B', { tasks }: Baseline): string[] {
  return tasks.flatMap(({ task, planned, models }) => {
    const stopped = models.flatMap(({ model, notAsked = 0 }) => (notAsked === 0 ? [] : [{ model, asked: planned - notAsked }]))
    if (stopped.length === 0) return []
    const counts = stopped.map(({ asked }) => asked)
    const each =
      stopped.length > MOST_NAMED
        ? `${stopped.length} of ${models.length} models after ${Math.min(...counts)} to ${Math.max(...counts)} of ${planned} cases`
        : stopped.map(({ model, asked }) => `${model} after ${asked} of ${planned} cases`).join(', ')
    return [`${side} stopped early in ${task}: ${each}; the others were not asked, and intervals are those of a run that stopped early.`]
  })
}
