const MOST = 1_000_000

/**
 * About how many cases would bring an interval's reach from the value (`half`, with `n` cases) down to its distance from the bound: n·(half /
 * distance)². `null` where that is over a million.
 */
export function casesNeeded(n: number, half: number, distance: number): number | null {
  if (!(distance > 0) || !Number.isFinite(half)) return null
  const needed = Math.ceil(n * (half / distance) ** 2 - 1e-9)
  return needed > MOST ? null : Math.max(needed, n + 1)
}
