import { seededRandom } from '../../random/seeded-random.ts'
import type { ServerFaults } from './server-settings.ts'

const KINDS = [
  'rateLimit',
  'serverError',
  'overloaded',
  'resetBefore',
  'resetInside',
  'stall',
  'stallInside',
  'truncate',
  'garbage',
  'errorEvent',
] as const satisfies readonly (keyof ServerFaults)[]

export type FaultKind = (typeof KINDS)[number]

/** A request as a plan sees it. */
export interface PlannedRequest {
  /** Of the trial. */
  key: string
  /** Which request of the trial it is, from 1. */
  nth: number
  /** Requests of the trial that have failed before. */
  failed: number
}

/** Says how a request fails; `null`: it does not. */
export type FaultPlan = (request: PlannedRequest) => FaultKind | null

/** Faults by their rates: one draw per request, which depends on the seed, the trial and the number of the request alone. */
export function faultPlan(faults: ServerFaults, seed: number): FaultPlan {
  const most = faults.mostPerTrial ?? Number.POSITIVE_INFINITY
  if (totalRate(faults) === 0) return () => null
  return ({ key, nth, failed }) => {
    if (failed >= most) return null
    let draw = seededRandom('fault', seed, key, nth).next()
    return KINDS.find((kind) => (draw -= faults[kind]) < 0) ?? null
  }
}

/** Share of requests that fail in some way; above 1 the rates contradict each other. */
export function totalRate(faults: ServerFaults): number {
  return KINDS.reduce((sum, kind) => sum + faults[kind], 0)
}
