/** One figure of one acceptance point, beside what it must keep. */
export interface Cell {
  /** The acceptance point of the specification, 1 to 6. */
  point: number
  name: string
  figure: number
  /** `null`: shown for information. */
  least: number | null
  most: number | null
  /** Monte Carlo standard error of the figure at its bound; 0 where it was enumerated. */
  error: number
}

/** How many runs a simulated cell has: 1 for the full verification, less for a short one. */
export type Effort = (runs: number) => number

/** Three standard errors are left to chance. */
export const holds = ({ figure, least, most, error }: Cell): boolean =>
  (least === null || figure >= least - 3 * error) && (most === null || figure <= most + 3 * error)

/** A share of `runs` simulated runs; without `runs` it is exact. */
export function shareCell(point: number, name: string, figure: number, bound: { least?: number; most?: number }, runs = 0): Cell {
  const { least = null, most = null } = bound
  const at = least ?? most ?? figure
  return { point, name, figure, least, most, error: runs === 0 ? 0 : Math.sqrt((at * (1 - at)) / runs) }
}

/** The share of `runs` runs for which something is so. */
export function shareOf(runs: number, isSo: (run: number) => boolean): number {
  let count = 0
  for (let run = 0; run < runs; run++) if (isSo(run)) count++
  return count / runs
}

/** Is the truth in the interval? */
export const covers = (interval: { low: number | null; high: number | null } | null, truth: number): boolean =>
  interval !== null && (interval.low ?? Infinity) <= truth && truth <= (interval.high ?? -Infinity)
