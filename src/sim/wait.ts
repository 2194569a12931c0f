import { EvalError } from '../schema/eval-error.ts'

/** Resolves after `ms` and never before (at once, without a timer, at 0); `null`: never. Rejects as soon as the signal aborts: with its reason if that is an EvalError, else `aborted`. */
export function wait(ms: number | null, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(abortError(signal))
  if (ms === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(abortError(signal))
    }
    const dueMs = performance.now() + (ms ?? Infinity)
    const onTime = () => {
      const leftMs = dueMs - performance.now()
      if (leftMs > 0) return void (timer = setTimeout(onTime, Math.ceil(leftMs)))
      signal.removeEventListener('abort', onAbort)
      resolve()
    }
    // A timer drops fractions of its time and starts from the loop's clock: it may be early by almost two milliseconds.
    let timer = ms === null ? undefined : setTimeout(onTime, Math.ceil(ms))
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

function abortError(signal: AbortSignal): EvalError {
  if (EvalError.is(signal.reason)) return signal.reason
  return new EvalError('aborted', 'the simulated call was cancelled before it answered', { cause: signal.reason })
}
