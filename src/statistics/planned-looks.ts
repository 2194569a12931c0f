import { normalCdf } from './normal-distribution.ts'

/** O'Brien and Fleming's constant for five equally spaced looks at one-sided α = 0.05 (Jennison and Turnbull 2000, table 2.3). */
const CONSTANT = 1.751
const LOOKS = 5

/** A planned look at the data. */
export interface Look {
  /** After so many cases. */
  cases: number
  /** Level of the two-sided interval whose ends are the one-sided bounds at this look. */
  level: number
}

/**
 * Five looks at equal steps of `planned` cases, with the levels of O'Brien and Fleming (1979): the chance that any of the five one-sided bounds is
 * wrong is 5 %. Fewer looks where there are fewer than five cases.
 */
export function plannedLooks(planned: number): Look[] {
  const looks = Array.from({ length: LOOKS }, (_, index) => {
    const share = (index + 1) / LOOKS
    return { cases: Math.ceil(share * planned - 1e-9), level: 2 * normalCdf(CONSTANT / Math.sqrt(share)) - 1 }
  })
  return looks.filter(({ cases }, index) => cases > 0 && cases < (looks[index + 1]?.cases ?? Infinity))
}
