/** p-values adjusted by Holm's step-down method (1979), in the order given; `null` stays `null` and does not count. */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const known = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p || a.index - b.index)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let greatest = 0
  known.forEach(({ p, index }, rank) => {
    greatest = Math.max(greatest, Math.min(1, p * (known.length - rank)))
    adjusted[index] = greatest
  })
  return adjusted
}
