import type { BenchmarkBlock } from '../schema/benchmark-observer.ts'
import type { Load, Scenario } from '../schema/scenario.ts'
import { sendBursts } from './load/bursts.ts'
import { closedLoop } from './load/closed-loop.ts'
import type { LoadRun } from './load/load-run.ts'
import { openLoop } from './load/open-loop.ts'
import type { OpenLoad, OpenOutcome } from './load/open-loop.ts'

export interface LoadOptions extends BenchmarkBlock {
  meanMs: number | null
  seed: number
}

/** Puts the load of a step on a model; what an open loop was to send and has sent, else `null`. */
export async function runLoad(options: LoadOptions, run: LoadRun): Promise<OpenOutcome | null> {
  const { scenario, step, meanMs } = options
  const { load } = scenario
  if (load.kind === 'burst') {
    const { requests, bursts, everySeconds } = load
    await sendBursts({ requests, bursts, everyMs: everySeconds === undefined ? null : everySeconds * 1_000 }, run)
    return null
  }
  if (step.concurrency !== null) {
    const staggered = load.kind === 'closed' ? load.staggered : true
    await closedLoop({ concurrency: step.concurrency, staggered, meanMs }, run)
    return null
  }
  return openLoop(openLoad(options, load as Exclude<Load, { kind: 'closed' | 'burst' }>, run.turns), run)
}

function openLoad(
  { scenario, step, repetition, seed, meanMs }: LoadOptions,
  load: Exclude<Load, { kind: 'closed' | 'burst' }>,
  turns: number,
): OpenLoad {
  const ratePerSecond = step.ratePerSecond as number
  const { arrivals, shape, mostInFlight, whenFull } = load
  return {
    arrivals,
    shape,
    ratePerSecond,
    mostInFlight,
    whenFull,
    counts: arrivalCounts(scenario, ratePerSecond, turns),
    endsByTime: endsByTime(scenario, ratePerSecond, turns),
    meanMs,
    seed: [seed, scenario.name, repetition, step.index],
  }
}

function arrivalCounts({ stop, warmUp, coolDown }: Scenario, rate: number, turns: number): OpenLoad['counts'] {
  const inTime = (seconds: number | undefined, least: number) =>
    seconds === undefined ? Number.POSITIVE_INFINITY : Math.max(least, Math.round(rate * seconds))
  const inCount = (requests: number | undefined) => (requests === undefined ? Number.POSITIVE_INFINITY : Math.ceil(requests / turns))
  const warm = Math.min(inTime(warmUp.seconds, 0), inCount(warmUp.requests))
  return {
    'warm-up': warm === Number.POSITIVE_INFINITY ? 0 : warm,
    measured: Math.min(inTime(stop.seconds, 1), inCount(stop.requests)),
    'cool-down': coolDown === undefined ? 0 : inTime(coolDown.seconds, 0),
  }
}

/** Is it the time that ends the window, and not the number of requests? */
function endsByTime({ stop }: Scenario, rate: number, turns: number): boolean {
  return stop.seconds !== undefined && (stop.requests === undefined || rate * stop.seconds <= Math.ceil(stop.requests / turns))
}
