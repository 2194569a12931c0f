import { EvalError } from '../../schema/eval-error.ts'

/** Two signals: of the first Ctrl-C (or SIGTERM), after which nothing begins, and of the second, which cuts off what is in flight. A third ends the process. */
export function twoStepStop(): { signals: { stop: AbortSignal; cut: AbortSignal }; end(): void } {
  const stop = new AbortController()
  const cut = new AbortController()
  const heed = () => {
    if (!stop.signal.aborted) {
      process.stderr.write('\nStopping: what is in flight ends, then comes the report. Once more to cut it off.\n')
      return stop.abort(new EvalError('aborted', 'the benchmark was stopped', { code: 'cancelled' }))
    }
    cut.abort(new EvalError('aborted', 'the benchmark was stopped', { code: 'cancelled' }))
    end()
  }
  const end = () => {
    process.off('SIGINT', heed)
    process.off('SIGTERM', heed)
  }
  process.on('SIGINT', heed)
  process.on('SIGTERM', heed)
  return { signals: { stop: stop.signal, cut: cut.signal }, end }
}
