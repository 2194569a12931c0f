import type { Problem } from '../config/zod-faults.ts'
import type { Load, Scenario } from '../schema/scenario.ts'
import { loadSteps, stepValues } from './load/load-steps.ts'

/** Bounds of what a single step may ask: its schedule is made before it begins, and its figures are kept in memory. */
export const MOST_REQUESTS = 10_000_000
const MOST_PER_SECOND = 100_000
const MOST_IN_FLIGHT = 10_000

type Given = Pick<Scenario, 'load' | 'stop' | 'turns'>

/** What is wrong with a load, beyond its schema. `written`: as the file says it, before defaults. */
export function loadProblems({ load, stop, turns }: Given, written: { stop?: unknown; load?: unknown } = {}): Problem[] {
  const problems = load.kind === 'ramp' || load.kind === 'sweep' ? [...stepProblems(load), ...arrivalProblems(load, written.load)] : []
  if (load.kind === 'burst' && written.stop !== undefined)
    problems.push({
      path: ['stop'],
      message: 'stop: found it beside a load of bursts, which ends with its last burst',
      hint: 'leave it out, or set load.bursts',
      atKey: true,
    })
  if ('shape' in load && load.shape !== undefined && load.arrivals !== 'gamma')
    problems.push({
      path: ['load', 'shape'],
      message: `load.shape: found it beside arrivals: ${load.arrivals}, expected it with gamma alone`,
      hint: 'set `arrivals: gamma`',
      atKey: true,
    })
  if (problems.length > 0) return problems
  return tooMany(load, stop, (turns?.length ?? 0) + 1)
}

function stepProblems(load: Extract<Load, { kind: 'ramp' | 'sweep' }>): Problem[] {
  const values = stepValues(load)
  const most = load.of === 'ratePerSecond' ? MOST_PER_SECOND : MOST_IN_FLIGHT
  const pathOf = (index: number) => (load.kind === 'sweep' ? ['load', 'values', index] : ['load', index === 0 ? 'from' : 'to'])
  const ends = load.kind === 'sweep' ? [...values.keys()] : [0, values.length - 1]
  const beyond = ends.flatMap((index): Problem[] => {
    const value = values[index] as number
    const path = pathOf(index)
    if (value > most) return [{ path, message: `${path.join('.')}: found ${value}, expected at most ${most}` }]
    if (load.of === 'concurrency' && value < 1) return [{ path, message: `${path.join('.')}: found ${value}, expected at least 1` }]
    return []
  })
  if (beyond.length > 0 || load.kind === 'ramp') return beyond
  const falling = values.findIndex((value, index) => index > 0 && value <= (values[index - 1] as number))
  if (falling < 0) return []
  return [
    {
      path: ['load', 'values', falling],
      message: `load.values.${falling}: found ${values[falling]} after ${values[falling - 1]}, expected values that rise`,
    },
  ]
}

const OF_RATES = ['arrivals', 'shape', 'mostInFlight', 'whenFull']

/** Users ask when they are answered: nothing arrives on a schedule. */
function arrivalProblems({ of }: Extract<Load, { kind: 'ramp' | 'sweep' }>, written: unknown): Problem[] {
  if (of !== 'concurrency' || written === null || typeof written !== 'object') return []
  return OF_RATES.filter((key) => key in written).map((key) => ({
    path: ['load', key],
    message: `load.${key}: found it beside of: concurrency, expected it with ratePerSecond alone`,
    hint: 'leave it out, or set `of: ratePerSecond`',
    atKey: true,
  }))
}

function tooMany(load: Load, { requests, seconds }: Scenario['stop'], turns: number): Problem[] {
  if (load.kind === 'burst') {
    const count = load.requests * load.bursts * turns
    return count > MOST_REQUESTS
      ? [{ path: ['load', 'bursts'], message: `load: found ${count} requests, expected at most ${MOST_REQUESTS}` }]
      : []
  }
  const rate = Math.max(...loadSteps(load).map(({ ratePerSecond }) => ratePerSecond ?? 0))
  const count = Math.min(requests ?? Infinity, rate > 0 && seconds !== undefined ? rate * seconds * turns : Infinity)
  if (count === Infinity || count <= MOST_REQUESTS) return []
  return [
    {
      path: ['stop'],
      message: `stop: found ${Math.round(count)} requests in a step, expected at most ${MOST_REQUESTS}`,
      hint: 'lower the rate or the time',
    },
  ]
}
