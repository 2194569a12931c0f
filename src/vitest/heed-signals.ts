import { constants } from 'node:os'
import type { Vitest } from 'vitest/node'
import { finishNow } from '../../reporters/run-registry.ts'
import type { Run } from '../services/open-run.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** One press of Ctrl-C reaches a command under npm twice: from the terminal, and handed on by npm. */
const SAME_PRESS_MS = 400
/** So long after the last answered trial nothing more is expected of the tests. */
const QUIET_MS = 1_000
/** How long the tests may take to end after they were cancelled. */
const ENDING_MS = 10_000
const LOOK_MS = 50

/**
 * Takes the signals in Vitest's place until `forget`. The first one while a run goes on stops new calls, lets those in flight end and the
 * report be written; the second, and any outside of a run, does what it would have done without us, after what waits was written.
 */
export function heedSignals(vitest: Vitest, run: Run): { forget(): void } {
  const earlier = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const)
  let stoppedAtMs: number | null = null
  const onExit = () => run.closeSync()
  const onSignal = (signal: NodeJS.Signals) => {
    if (stoppedAtMs !== null && performance.now() - stoppedAtMs < SAME_PRESS_MS) return
    if (stoppedAtMs === null && run.header?.status === 'running') {
      stoppedAtMs = performance.now()
      void stopGently(vitest, run, signal)
        .catch(() => undefined)
        .then((ended) => ended || leave(signal))
      return
    }
    leave(signal)
  }
  const forget = () => {
    process.off('exit', onExit)
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
  const leave = (signal: NodeJS.Signals) => {
    run.closeSync(reasonOf(signal))
    forget()
    process.exitCode = codeOf(signal)
    const others = earlier.find(([name]) => name === signal)?.[1] ?? []
    // After a restart in watch mode Vitest has dropped its own listeners: without any, the signal must end the process as it would have.
    if (others.length === 0) process.kill(process.pid, signal)
    for (const listener of others) listener.call(process, signal, constants.signals[signal])
  }
  for (const signal of SIGNALS) {
    // A listener that ends the process at once must not stand beside ours.
    for (const listener of process.rawListeners(signal)) process.off(signal, listener as () => void)
    process.on(signal, onSignal)
  }
  process.on('exit', onExit)
  return { forget }
}

/** Resolves to `true` where Vitest ended the run, and will leave by itself. */
async function stopGently(vitest: Vitest, run: Run, signal: NodeJS.Signals): Promise<boolean> {
  vitest.logger.error(
    `taskbench: ${signal}: nothing new is asked; calls in flight may end (up to ${run.stoppingMs / 1_000} s), then the report is written. A second signal stops at once.`,
  )
  let answeredAtMs = performance.now()
  run.listen((event) => {
    if (event.type === 'trial-ended' && event.status !== 'skipped') answeredAtMs = performance.now()
  })
  await run.stop({ reason: reasonOf(signal), exitCode: codeOf(signal) })
  answeredAtMs = performance.now()
  const goesOn = () => run.header?.status === 'running'
  await until(() => !goesOn() || performance.now() - answeredAtMs > QUIET_MS, ENDING_MS)
  // The tests that were not begun; those that hang are left where they are.
  if (goesOn()) void vitest.cancelCurrentRun('keyboard-input').catch(() => undefined)
  const ended = await until(() => !goesOn(), ENDING_MS)
  if (!ended) await finishNow(vitest)
  return ended
}

function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  const endMs = performance.now() + withinMs
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const held = holds()
      if (!held && performance.now() < endMs) return
      clearInterval(timer)
      resolve(held)
    }, LOOK_MS)
  })
}

function reasonOf(signal: NodeJS.Signals): string {
  return `the run was ended by ${signal}`
}

function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal]
}
