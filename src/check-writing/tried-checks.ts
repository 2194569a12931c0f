import type { MutatorClass } from '../mutators/define-mutator.ts'

/** An answer that checks were tried on. */
export type TriedAnswer = { case: string } & (
  | { origin: 'gold' }
  | { origin: 'mutant'; mutator: string; class: MutatorClass; meaningChanging: boolean }
  | { origin: 'stored'; run: string; model: string; trial: number; hash: string }
)

/** What became of the mutants of one mutator. Only those that change the meaning can be killed. */
export interface KillRow {
  mutator: string
  class: MutatorClass
  /** All mutants, those that do not change the meaning included. */
  mutants: number
  meaningChanging: number
  /** Mutants that at least one check failed. */
  killed: number
  /** Per check, in the order of the checks. */
  killedBy: number[]
}

/** The verdicts of checks on gold, on mutants and on stored answers: what `selectChecks` chooses from. */
export interface TriedChecks {
  checks: string[]
  answers: TriedAnswer[]
  /** Per check one verdict per answer, as in `selectChecks`. */
  verdicts: Uint8Array[]
  labels: Uint8Array
  /** The case of each answer, by its index in the task. */
  groups: Uint32Array
  kills: KillRow[]
  /** Per check the share of the meaning-changing mutants that it failed; `null` without any. */
  killRates: (number | null)[]
}
