/** Two-sided p of McNemar's exact test in whole numbers, but for one division at the end: 2 · Σ C(n, k) / 2ⁿ over k up to the smaller count. */
export function exactMcNemar(b: number, c: number): number {
  const n = BigInt(b + c)
  let choose = 1n
  let sum = 0n
  for (let k = 0n; k <= BigInt(Math.min(b, c)); k++) {
    sum += choose
    choose = (choose * (n - k)) / (k + 1n)
  }
  return Math.min(1, quotient(2n * sum, 2n ** n))
}

/** Of whole numbers of any size, with 60 significant bits. */
function quotient(top: bigint, below: bigint): number {
  const shift = Math.max(0, below.toString(2).length - top.toString(2).length + 60)
  return Number((top << BigInt(shift)) / below) * 2 ** -shift
}

/** p-values adjusted by Holm's method, straight from its definition. */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const sorted = pValues.toSorted((a, b) => a - b)
  return pValues.map((p) =>
    Math.max(...sorted.flatMap((other, rank) => (other <= p ? [Math.min(1, other * (pValues.length - rank))] : []))),
  )
}
