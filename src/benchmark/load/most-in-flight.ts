import type { Load } from '../../schema/scenario.ts'
import { loadSteps } from './load-steps.ts'

/** The most conversations that a load has at once; bursts that do not wait for each other may overlap. */
export function mostInFlight(load: Load): number {
  if (load.kind === 'burst') return load.requests * (load.everySeconds === undefined ? 1 : load.bursts)
  return Math.max(...loadSteps(load).map(({ concurrency }) => concurrency ?? ('mostInFlight' in load ? load.mostInFlight : 1)))
}
