import type { Baseline } from './baseline.ts'

/** The schema's name in every baseline. */
export const BASELINE_SCHEMA = 'taskbench/baseline@1'

/** A baseline as a gate finds it. */
export type FoundBaseline = { kind: 'found'; baseline: Baseline } | { kind: 'absent' } | { kind: 'unreadable'; problem: string }

/** Finds the baseline of a name. */
export type FindBaseline = (name: string) => FoundBaseline

/** Where there are none. */
export const noBaselines: FindBaseline = () => ({ kind: 'absent' })
