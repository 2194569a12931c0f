import { FAILED } from './selection/verdict-matrix.ts'
import type { KillRow, TriedAnswer } from './tried-checks.ts'

/** What became of the mutants, by mutator in the order in which they first come. */
export function killRows(answers: readonly TriedAnswer[], verdicts: readonly Uint8Array[]): KillRow[] {
  const rows = new Map<string, KillRow>()
  for (const [index, answer] of answers.entries()) {
    if (answer.origin !== 'mutant') continue
    const { mutator, meaningChanging } = answer
    const row = rows.get(mutator) ?? {
      mutator,
      class: answer.class,
      mutants: 0,
      meaningChanging: 0,
      killed: 0,
      killedBy: verdicts.map(() => 0),
    }
    rows.set(mutator, row)
    row.mutants++
    if (!meaningChanging) continue
    row.meaningChanging++
    let killed = false
    for (const [check, of] of verdicts.entries()) {
      if (of[index] !== FAILED) continue
      killed = true
      row.killedBy[check] = (row.killedBy[check] as number) + 1
    }
    if (killed) row.killed++
  }
  return [...rows.values()]
}
