import type { ComparedCase, ComparedCases } from '../../schema/comparison-source.ts'
import { flipOf, passedShare } from '../compare/pair-cases.ts'
import type { CasePair } from '../compare/pair-cases.ts'
import type { Rows } from '../data/row-store.ts'
import { sideKey } from './compared-row.ts'
import type { ComparedRow } from './compared-row.ts'

/** A case of two runs with its answers on both sides. */
export interface RunPair extends CasePair {
  compared: ComparedCase
}

/**
 * The cases of a task and model with the answers of both runs. How they differ is said by the primary metric, or, where a check is named, by the
 * share of trials that passed it; a case that one side lacks is apart.
 */
export function runPairs(rows: Pick<Rows<ComparedRow>, 'byCase'>, { task, model, cases }: ComparedCases, check: string | null): RunPair[] {
  return cases.map((compared) => {
    const of = (side: 'a' | 'b', id: string | null) => (id === null ? [] : (rows.byCase.get(sideKey(side, task, model, id)) ?? []))
    const [a, b] = [of('a', compared.a), of('b', compared.b)]
    return {
      key: JSON.stringify([task, model, compared.a, compared.b]),
      caseId: compared.b ?? compared.a ?? '',
      a,
      b,
      flip: flipOfPair(compared, a, b, check),
      compared,
    }
  })
}

function flipOfPair({ change, a: idA, b: idB }: ComparedCase, a: CasePair['a'], b: CasePair['b'], check: string | null): CasePair['flip'] {
  if (idA === null || idB === null) return 'apart'
  if (check !== null) return flipOf(passedShare(a, check), passedShare(b, check))
  if (change === null) return 'apart'
  if (change !== 'same') return change === 'worse' ? 'only-a' : 'only-b'
  return (passedShare([...a, ...b], null) ?? 0) >= 0.5 ? 'passed' : 'failed'
}
