import type { Scenario } from '../../schema/scenario.ts'
import { loadSteps } from './load-steps.ts'

/** What load a scenario puts on a model, in words. */
export function loadSentence({ load, stop }: Pick<Scenario, 'load' | 'stop'>): string {
  const steps = loadSteps(load)
  const ends = [stop.requests === undefined ? null : `${stop.requests} requests`, stop.seconds === undefined ? null : `${stop.seconds} s`]
  const until = ends.filter((end) => end !== null).join(' or ')
  switch (load.kind) {
    case 'closed':
      return `${load.concurrency} at once, ${until}`
    case 'open':
      return `${load.ratePerSecond}/s (${load.arrivals}), ${until}`
    case 'burst':
      return `${steps[0]?.label}${load.everySeconds === undefined ? '' : ` every ${load.everySeconds} s`}`
    default:
      return `${load.kind}: ${steps[0]?.label} to ${steps.at(-1)?.label} in ${steps.length} steps, each ${until}`
  }
}
