import type { LabelCounts, LabelledCheck } from '../schema/judge.ts'
import type { LabelledVerdict } from './calibration.ts'

/** A judge's verdict of a check beside a person's. */
export interface CheckVerdict extends LabelledVerdict {
  task: string
  check: string
  kind: string
}

/** The decided verdicts, counted per check and case, in the order of their names and ids. */
export function labelledChecks(verdicts: readonly CheckVerdict[]): LabelledCheck[] {
  const decided = verdicts.filter(({ judge }) => judge !== null)
  const byCheck = Map.groupBy(decided, ({ task, check }) => JSON.stringify([task, check]))
  return inOrder(byCheck).flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const cases = inOrder(Map.groupBy(own, (verdict) => verdict.case)).map(countsOf)
    return [{ task: first.task, check: first.check, kind: first.kind, cases }]
  })
}

const inOrder = <T>(groups: ReadonlyMap<string, T>): T[] => [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)

function countsOf(verdicts: readonly CheckVerdict[]): LabelCounts {
  const count = (judge: LabelledVerdict['judge'], person: LabelledVerdict['person']): number =>
    verdicts.filter((verdict) => verdict.judge === judge && verdict.person === person).length
  return [count('passed', 'passed'), count('passed', 'failed'), count('failed', 'passed'), count('failed', 'failed')]
}
