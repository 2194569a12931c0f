import { nanoUsd } from './usage.ts'

/** What a router says of a call's price, in US dollars. */
interface RouterCost {
  /** Its own charge. */
  cost: unknown
  /** Was the call made with the user's own key (BYOK), so that the vendor behind the router bills the rest? */
  isByok: unknown
  /** What that vendor bills. */
  upstreamCost: unknown
}

/** What a call through a router has cost in nano-dollars, whoever bills it; `null` where a part of it is not known. */
export function routerCost({ cost, isByok, upstreamCost }: RouterCost): number | null {
  const own = nanoUsd(cost)
  if (isByok !== true) return own
  const upstream = nanoUsd(upstreamCost)
  const sum = own === null || upstream === null ? null : own + upstream
  return Number.isSafeInteger(sum) ? sum : null
}
