import { EvalError } from '../schema/eval-error.ts'

/** Code of the error with which interrupted work ends. */
export const INTERRUPTED = 'interrupted'

/**
 * Does some work until Ctrl-C comes: then its signal is aborted, and it is not waited for. A call in flight cannot be called back, so that the work
 * may go on until what it asks is closed; it must look at the signal before it writes. A second Ctrl-C ends the process.
 */
export async function untilInterrupted<T>(said: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopped = new AbortController()
  const interrupted = new Promise<never>((_, reject) => {
    stopped.signal.addEventListener('abort', () => reject(stopped.signal.reason as EvalError), { once: true })
  })
  const stop = () => stopped.abort(new EvalError('aborted', said, { code: INTERRUPTED }))
  process.once('SIGINT', stop)
  try {
    return await Promise.race([work(stopped.signal), interrupted])
  } finally {
    process.off('SIGINT', stop)
  }
}
