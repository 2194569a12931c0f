/** Resolves when all have settled, at the latest after so many milliseconds. */
export async function settledWithin(promises: Iterable<Promise<unknown>>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)))
  await Promise.race([Promise.allSettled(promises), limit])
  clearTimeout(timer)
}
