import type { Price } from '../schema/model.ts'
import { simProfiles } from './sim-profiles.ts'

/** Price of a simulated model in US dollars per million tokens; `null`: there is no profile of that name. */
export function simPrice(name: string): Price | null {
  return Object.hasOwn(simProfiles, name) ? (simProfiles[name]?.price ?? null) : null
}
