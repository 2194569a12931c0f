import { constants } from 'node:os'
import type { Vitest } from 'vitest/node'
import { finishNow, hasTold, reportingOf } from '../../reporters/run-registry.ts'
import { resumeCommand } from '../records/resume-command.ts'
import type { Run } from '../services/open-run.ts'
import { stripControl } from '../text/strip-control.ts'
import { outliveReaders } from './outlive-readers.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** One press of Ctrl-C reaches a command under npm twice: from the terminal, and handed on by npm. */
const SAME_PRESS_MS = 400
/** So long after the last answered trial nothing more is expected of the tests. */
const QUIET_MS = 1_000
/** How long the tests may take to end after they were cancelled, at least; longer where calls in flight have taken less time than they may. */
const ENDING_MS = 3_000
/** And at most. */
const MOST_MS = 10_000
/** How long a report may take that is being written when the signal comes. */
const REPORTING_MS = 60_000
const LOOK_MS = 50

/**
 * Takes the signals in Vitest's place until `forget`. The first one while a run goes on stops new calls, lets those in flight end and the
 * report be written; where that has begun, it is waited for. The second, and any outside of a run, does what it would have done without us,
 * after what waits was written. A Vitest that watches goes on watching after SIGINT, and each of its runs has a first signal of its own.
 */
export function heedSignals(vitest: Vitest, run: Run): { forget(): void } {
  // SIGHUP comes where there is nothing left to print to.
  outliveReaders()
  const earlier = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const)
  let stoppedAtMs: number | null = null
  const onExit = () => run.closeSync()
  const onSignal = (signal: NodeJS.Signals) => {
    if (stoppedAtMs !== null && performance.now() - stoppedAtMs < SAME_PRESS_MS) return
    const ending = stoppedAtMs === null ? endGently(vitest, run, signal) : null
    if (ending === null) return leave(signal)
    stoppedAtMs = performance.now()
    void ending.catch(() => undefined).then((ended) => ended || leave(signal))
  }
  const forget = () => {
    process.off('exit', onExit)
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
  const leave = (signal: NodeJS.Signals) => {
    const goesOn = run.header?.status === 'running'
    run.closeSync(reasonOf(signal))
    if (stoppedAtMs !== null && !hasTold(vitest)) tellHowToGoOn(vitest, run.runId, goesOn)
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
  vitest.onTestsRerun(() => {
    stoppedAtMs = null
  })
  return { forget }
}

/** What the report would have said at its end. */
function tellHowToGoOn(vitest: Vitest, runId: string, goesOn: boolean): void {
  const next = goesOn ? `to go on: ${stripControl(resumeCommand(runId))}` : `its report is not written: npx taskbench report ${runId}`
  try {
    vitest.logger.error(`taskbench: interrupted; ${next}`)
  } catch {
    // Nobody reads any more.
  }
}

/** Resolves to `true` where Vitest will leave, or watch on, by itself; `null` where there is nothing to wait for. */
function endGently(vitest: Vitest, run: Run, signal: NodeJS.Signals): Promise<boolean> | null {
  const reporting = reportingOf(vitest)
  if (reporting) return haveReported(vitest, reporting, signal)
  return run.header?.status === 'running' ? stopGently(vitest, run, signal) : null
}

/** All tests have run. */
async function haveReported(vitest: Vitest, reporting: Promise<void>, signal: NodeJS.Signals): Promise<boolean> {
  vitest.logger.error(`taskbench: ${signal}: the report is written, then the command ends. A second signal stops at once.`)
  const over = await isOver(reporting)
  process.exitCode = codeOf(signal)
  return over && !vitest.config.watch
}

async function isOver(reporting: Promise<void>): Promise<boolean> {
  let over = false
  const end = () => (over = true)
  void reporting.then(end, end)
  return until(() => over, REPORTING_MS)
}

async function stopGently(vitest: Vitest, run: Run, signal: NodeJS.Signals): Promise<boolean> {
  const endMs = performance.now() + run.stoppingMs + ENDING_MS
  vitest.logger.error(
    `taskbench: ${signal}: nothing new is asked; calls in flight may end (up to ${(run.stoppingMs + ENDING_MS) / 1_000} s), then the report is written. A second signal stops at once.`,
  )
  let answeredAtMs = performance.now()
  run.listen((event) => {
    if (event.type === 'trial-ended' && event.status !== 'skipped') answeredAtMs = performance.now()
  })
  await run.stop({ reason: reasonOf(signal), exitCode: codeOf(signal) })
  answeredAtMs = performance.now()
  const goesOn = () => run.header?.status === 'running'
  const leftMs = (ofMs: number) => Math.min(MOST_MS, Math.max(0, ofMs - performance.now()))
  await until(() => !goesOn() || performance.now() - answeredAtMs > QUIET_MS, leftMs(endMs - ENDING_MS))
  // The tests that were not begun; those that hang are left where they are.
  if (goesOn()) void vitest.cancelCurrentRun('keyboard-input').catch(() => undefined)
  const ended = await until(() => !goesOn(), leftMs(endMs))
  if (!ended) await finishNow(vitest)
  if (!vitest.config.watch || signal === 'SIGINT') return ended
  // Nobody else would end a Vitest that watches.
  await isOver(reportingOf(vitest) ?? Promise.resolve())
  return false
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
