import type { BaselineCase } from '../schema/baseline.ts'

type Named = Pick<BaselineCase, 'case' | 'caseHash'>

/** Cases of two runs, one to one. */
export interface PairedCases<A extends Named, B extends Named> {
  pairs: { a: A; b: B; by: 'hash' | 'id' }[]
  onlyA: A[]
  onlyB: B[]
}

/**
 * Pairs cases by caseHash, of several with one hash those with the same id, then in the order of ids; what is left, by id. All in the order of
 * a's ids.
 */
export function pairCases<A extends Named, B extends Named>(casesA: readonly A[], casesB: readonly B[]): PairedCases<A, B> {
  const left = new Set(casesB.toSorted(byId))
  const openA = new Set(casesA.toSorted(byId))
  const pairs: PairedCases<A, B>['pairs'] = []
  const take = (by: 'hash' | 'id', keyOf: (subject: Named) => string): void => {
    const waiting = Map.groupBy(left, keyOf)
    for (const a of openA) {
      const b = waiting.get(keyOf(a))?.shift()
      if (!b) continue
      openA.delete(a)
      left.delete(b)
      pairs.push({ a, b, by })
    }
  }
  take('hash', ({ caseHash, case: id }) => JSON.stringify([caseHash, id]))
  take('hash', ({ caseHash }) => caseHash)
  take('id', ({ case: id }) => id)
  return { pairs: pairs.sort((x, y) => byId(x.a, y.a)), onlyA: [...openA], onlyB: [...left] }
}

const byId = (a: Named, b: Named): number => (a.case < b.case ? -1 : a.case > b.case ? 1 : 0)
