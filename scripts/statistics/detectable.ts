import { ALPHA } from '../../src/comparison/alpha.ts'
import { compareModels } from '../../src/comparison/compare-models.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { binomialMass } from '../../src/statistics/binomial.ts'
import { mcnemarExact } from '../../src/statistics/mcnemar-exact.ts'
import { smallestDetectableMcNemar, smallestDetectableMean } from '../../src/statistics/smallest-detectable.ts'
import { shareCell, shareOf } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { many, quality, scoresOf } from './worlds.ts'

const POWER = 0.8

/** Point 4: the smallest detectable difference is that which the test finds in 80 % of the runs, within 10 %. */
export const detectable = (effort: Effort): Cell[] => [...byMcNemar(), ...bySignFlips(effort)]

/** The power of the exact test is enumerated over all tables, and the difference with power 0.8 found by bisection. */
function byMcNemar(): Cell[] {
  return [
    [50, 0.3],
    [100, 0.2],
    [100, 0.4],
    [200, 0.2],
    [500, 0.1],
  ].map(([n = 0, discordant = 0]) => {
    const told = smallestDetectableMcNemar(n, discordant) ?? Number.NaN
    let [low, high] = [0, discordant]
    for (let step = 0; step < 12; step++) {
      const middle = (low + high) / 2
      if (powerOf(n, discordant, middle) < POWER) low = middle
      else high = middle
    }
    const name = `smallest difference, McNemar, n ${n}, ${discordant} disagree: told / true`
    return shareCell(4, name, told / high, { least: 0.9, most: 1.1 })
  })
}

function powerOf(n: number, discordant: number, difference: number): number {
  let sum = 0
  for (let pairs = 0; pairs <= n; pairs++) {
    const mass = binomialMass(pairs, n, discordant)
    if (mass < 1e-6) continue
    for (let first = 0; first <= pairs; first++) {
      if (mcnemarExact(first, pairs - first) <= ALPHA) sum += mass * binomialMass(first, pairs, (1 + difference / discordant) / 2)
    }
  }
  return sum
}

/** The power at 0.9 and 1.1 times the told difference lies on either side of 0.8. */
function bySignFlips(effort: Effort): Cell[] {
  const spread = 0.2
  return [50, 100].flatMap((n) => {
    const told = smallestDetectableMean(n, spread / Math.sqrt(n), ALPHA, true) ?? Number.NaN
    return [0.9, 1.1].map((times) => {
      const runs = effort(400)
      const random = seededRandom('detectable', n, times)
      const found = shareOf(runs, (run) => {
        const base = many(n, () => 0.3 + 0.2 * random.next())
        const byModel = new Map([
          ['a', scoresOf(base.map((score) => score + times * told + spread * random.normal()))],
          ['b', scoresOf(base)],
        ])
        return compareModels('task', quality, byModel, run)[0]?.verdict === 'better'
      })
      const name = `power at ${times} × the smallest difference told, sign flips, n ${n}`
      return shareCell(4, name, found, times < 1 ? { most: POWER } : { least: POWER }, runs)
    })
  })
}
