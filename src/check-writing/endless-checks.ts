import { checkKind } from '../checks/check-kinds.ts'
import { runChecks } from '../checks/run-checks.ts'
import { TOO_MANY_STEPS } from '../expressions/expression-meter.ts'
import { casesWithGold } from '../mutators/mutants-of.ts'
import type { CheckSpec } from '../schema/check.ts'
import { goldContext } from './try-checks.ts'
import type { TryChecksInput } from './try-checks.ts'

/** Right answers that expressions are timed on, by their steps. */
const LOOKED_AT = 3

/**
 * Expressions that run out of steps on one of the first right answers, by their index: on every answer each would take as long again, and decide
 * nothing.
 */
export async function endlessChecks(task: TryChecksInput['task'], checks: readonly CheckSpec[]): Promise<Set<number>> {
  const endless = new Set<number>()
  for (const subject of casesWithGold(task).slice(0, LOOKED_AT)) {
    const left = [...checks.keys()].filter((index) => checkKind(checks[index]?.kind ?? '')?.expense === 'computed' && !endless.has(index))
    const results = await runChecks(
      left.map((index) => checks[index] as CheckSpec),
      goldContext(task, subject),
    )
    for (const [at, { verdict, message }] of results.entries())
      if (verdict === 'undecided' && message.includes(TOO_MANY_STEPS)) endless.add(left[at] as number)
  }
  return endless
}
