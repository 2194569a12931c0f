import type { Scenario } from '../schema/scenario.ts'
import type { WindowRules } from './load/load-window.ts'

/** The rules of a step's measured window. */
export function windowRules({ load, stop, warmUp, coolDown }: Scenario): WindowRules {
  return {
    warmUpRequests: warmUp.requests ?? null,
    warmUpMs: warmUp.seconds === undefined ? null : warmUp.seconds * 1_000,
    requests: load.kind === 'burst' ? null : (stop.requests ?? null),
    measuredMs: load.kind === 'burst' || stop.seconds === undefined ? null : stop.seconds * 1_000,
    coolDownMs: (coolDown?.seconds ?? 0) * 1_000,
  }
}
