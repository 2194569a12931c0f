import { SEVERITY_WEIGHTS } from '../schema/check.ts'
import type { CheckResult } from '../schema/check.ts'
import type { CheckKind } from '../schema/check-kind.ts'
import type { Ingredients } from '../schema/trial-record.ts'

/** What weighing needs to know of a kind of check; `null` for a kind that is not listed (an assertion in a code suite). */
export type KindOf = (kind: string) => Pick<CheckKind<never>, 'instruction' | 'expense'> | null

/**
 * Passed and decided weight (critical 4, warning 2, info 1; undecided checks are left out). Instructions: without judges and without kinds
 * that say nothing of instructions (latency, cost). Quality: the same with judges.
 */
export function checkWeights(results: readonly CheckResult[], kindOf: KindOf): Pick<Ingredients, 'instructions' | 'quality'> {
  const instructions = { passedWeight: 0, decidedWeight: 0 }
  const quality = { passedWeight: 0, decidedWeight: 0 }
  for (const { kind, severity, verdict } of results) {
    const { instruction, expense } = kindOf(kind) ?? { instruction: true, expense: 'cheap' }
    if (verdict === 'undecided' || (!instruction && expense !== 'judge')) continue
    const weight = SEVERITY_WEIGHTS[severity]
    for (const sum of expense === 'judge' ? [quality] : [instructions, quality]) {
      sum.decidedWeight += weight
      if (verdict === 'passed') sum.passedWeight += weight
    }
  }
  return { instructions, quality }
}
