/** Acts at a time of `performance.now()` or just after it, never before, as a timer alone may; at once where it is past. Gives a way to call it off. */
export function atTime(dueMs: number, act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const wake = () => {
    const leftMs = dueMs - performance.now()
    if (leftMs <= 0) act()
    else timer = setTimeout(wake, Math.ceil(leftMs))
  }
  wake()
  return () => clearTimeout(timer)
}
