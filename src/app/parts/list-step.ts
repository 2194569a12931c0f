/** The row that a key leads to from a row of a list of `count`; `null`: the key does not move. `page` is the number of rows in sight. */
export function listStep(key: string, from: number, count: number, page: number): number | null {
  if (count === 0) return null
  const steps: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  }
  if (!Object.hasOwn(steps, key)) return null
  return Math.min(count - 1, Math.max(0, steps[key] as number))
}
