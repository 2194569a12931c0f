/** Resolves with the work, or when the signal is aborted before it ends. */
export function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const ended = () => {
      signal.removeEventListener('abort', ended)
      resolve()
    }
    signal.addEventListener('abort', ended, { once: true })
    work.then(ended, reject)
  })
}
