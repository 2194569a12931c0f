/**
 * p-values adjusted by Holm's step-down method (1979), in the order given; `null` stays `null` and does not count. `tests`: the size of the family, of
 * which these may be a part (the others are taken as the larger ones, which errs on the safe side).
 */
export function holm(pValues: readonly (number | null)[], tests = 0): (number | null)[] {
  const known = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p || a.index - b.index)
  const adjusted: (number | null)[] = pValues.map(() => null)
  const size = Math.max(tests, known.length)
  let greatest = 0
  known.forEach(({ p, index }, rank) => {
    greatest = Math.max(greatest, Math.min(1, p * (size - rank)))
    adjusted[index] = greatest
  })
  return adjusted
}
