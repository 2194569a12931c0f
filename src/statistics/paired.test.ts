import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import type { Random } from '../random/seeded-random.ts'
import { binomialMass } from './binomial.ts'
import { mcnemarExact } from './mcnemar-exact.ts'
import { pairedInterval } from './paired-interval.ts'
import { flipPValue, SignFlips } from './sign-flips.ts'
import { smallestDetectableMcNemar, smallestDetectableMean } from './smallest-detectable.ts'
import { tangoInterval } from './tango-interval.ts'

test("McNemar's exact test gives the reference values", () => {
  expect(mcnemarExact(1, 8)).toBeCloseTo(0.0390625, 12)
  expect(mcnemarExact(6, 16)).toBeCloseTo(0.052478790283203125, 12)
  expect(mcnemarExact(10, 10)).toBe(1)
  expect(mcnemarExact(0, 0)).toBe(1)
})

/** The score of a difference, its constrained likelihood maximised by search instead of by formula. */
function scoreBySearch(b: number, c: number, n: number, difference: number): number {
  const likelihood = (q: number): number => {
    const terms: [number, number][] = [
      [b, q + difference],
      [c, q],
      [n - b - c, 1 - 2 * q - difference],
    ]
    return terms.reduce((sum, [count, p]) => sum + (count === 0 ? 0 : count * Math.log(p)), 0)
  }
  let [low, high] = [Math.max(0, -difference), (1 - difference) / 2]
  for (let step = 0; step < 300; step++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3]
    if (likelihood(left) < likelihood(right)) low = left
    else high = right
  }
  return (b - c - n * difference) / Math.sqrt(n * (2 * low + difference * (1 - difference)))
}

test.each([
  [9, 2, 50],
  [3, 12, 40],
  [1, 0, 20],
])("at the ends of Tango's interval of (%d − %d)/%d the score is ±1.96", (b, c, n) => {
  const { low, high } = tangoInterval(b, c, n)
  expect(scoreBySearch(b, c, n, low)).toBeCloseTo(1.959964, 4)
  expect(scoreBySearch(b, c, n, high)).toBeCloseTo(-1.959964, 4)
})

test("Tango's interval mirrors and reaches the ends", () => {
  const { low, high } = tangoInterval(9, 2, 50)
  const mirrored = tangoInterval(2, 9, 50)
  expect(mirrored.low).toBeCloseTo(-high, 9)
  expect(mirrored.high).toBeCloseTo(-low, 9)
  expect(tangoInterval(10, 0, 10).high).toBe(1)
  expect(tangoInterval(0, 10, 10).low).toBe(-1)
})

test("Tango's interval contains the difference", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.nat(40), (b, c, same) => {
      const n = b + c + same
      if (n === 0) return true
      const { low, high } = tangoInterval(b, c, n)
      return low >= -1 && high <= 1 && low <= (b - c) / n + 1e-9 && (b - c) / n <= high + 1e-9
    }),
  )
})

test("coverage of Tango's interval, enumerated: at least 0.94", () => {
  for (const [n, p10, p01] of [
    [20, 0.2, 0.1],
    [50, 0.1, 0.1],
    [50, 0.3, 0.05],
  ] as const) {
    let coverage = 0
    for (let b = 0; b <= n; b++) {
      for (let c = 0; c <= n - b; c++) {
        const mass = binomialMass(b, n, p10) * binomialMass(c, n - b, p01 / (1 - p10))
        if (mass < 1e-7) continue
        const { low, high } = tangoInterval(b, c, n)
        if (low <= p10 - p01 && p10 - p01 <= high) coverage += mass
      }
    }
    expect(coverage, `n ${n}`).toBeGreaterThanOrEqual(0.94)
  }
})

test('the paired interval of equal models is not a point', () => {
  const { low, high } = pairedInterval([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(low).toBeLessThan(-0.1)
  expect(high).toBeCloseTo(-low, 12)
})

test.each([8, 20, 50])('the paired interval covers the difference of scores of %d cases', (n) => {
  const random = seededRandom('paired', n)
  const runs = 2_000
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const differences = Array.from({ length: n }, () => random.next() ** 0.5 - random.next())
    const { low, high } = pairedInterval(differences)
    if (low <= 1 / 1.5 - 0.5 && 1 / 1.5 - 0.5 <= high) covered++
  }
  expect(covered / runs).toBeGreaterThanOrEqual(0.948 - 3 * Math.sqrt((0.948 * 0.052) / runs))
})

const signFlipTest = (differences: number[], flips: number, random: Random): number =>
  flipPValue(
    new SignFlips(differences.length, flips, random).sums(differences),
    differences.reduce((sum, each) => sum + each, 0),
  )

test('sign flips are enumerated for few cases and agree with McNemar', () => {
  const differences = [1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 0, 0]
  expect(signFlipTest(differences, 10, seededRandom(1))).toBeCloseTo(mcnemarExact(8, 1), 12)
  expect(signFlipTest([], 10, seededRandom(1))).toBe(1)
  expect(signFlipTest([0, 0, 0], 10, seededRandom(1))).toBe(1)
})

test('sign flips of many cases are drawn, agree with the exact test and are never 0', () => {
  const differences = [
    ...Array.from({ length: 16 }, () => 1),
    ...Array.from({ length: 6 }, () => -1),
    ...Array.from({ length: 30 }, () => 0),
  ]
  expect(signFlipTest(differences, 40_000, seededRandom('flips'))).toBeCloseTo(mcnemarExact(6, 16), 2)
  const clear = Array.from({ length: 60 }, () => 1)
  expect(signFlipTest(clear, 10_000, seededRandom(1))).toBe(1 / 2 ** 14)
})

test('p over a random group varies as little as over flips drawn one by one', () => {
  const differences = [...Array.from({ length: 30 }, () => 1), ...Array.from({ length: 18 }, () => -1)]
  const truth = mcnemarExact(30, 18)
  const errors = Array.from({ length: 200 }, (_, run) => signFlipTest(differences, 10_000, seededRandom('group', run)) - truth)
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
  expect(spread).toBeLessThan(1.3 * Math.sqrt((truth * (1 - truth)) / 2 ** 14) * Math.SQRT2)
})

test('of differences around 0 that are skewed in size alone, at most 5 of 100 have a p of 0.05', () => {
  const random = seededRandom('valid')
  const runs = 1_000
  let found = 0
  for (let run = 0; run < runs; run++) {
    const differences = Array.from({ length: 25 }, () => (random.next() < 0.5 ? 1 : -1) * random.next() ** 4)
    if (signFlipTest(differences, 10_000, seededRandom('valid', run)) <= 0.05) found++
  }
  expect(found / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
})

test('columns are flipped together, case by case, and every flip is one of signs', () => {
  for (const n of [5, 16, 17, 43]) {
    const column = Array.from({ length: n }, (_, i) => (i % 7) - 2.5)
    const flips = new SignFlips(n, 500, seededRandom(n))
    expect(flips.size).toBe(n <= 16 ? 2 ** n : 512)
    const [first, second, signs] = [column, column.map((value) => 2 * value + 1), column.map(() => 1)].map((each) => flips.sums(each))
    first?.forEach((sum, flip) => expect(second?.[flip]).toBeCloseTo(2 * sum + (signs?.[flip] ?? 0), 6))
    expect(first?.[0]).toBeCloseTo(
      column.reduce((sum, each) => sum + each, 0),
      9,
    )
    const single = flips.sums([3], [n - 1])
    expect(new Set(single)).toEqual(new Set([3, -3]))
  }
})

test('all signs of a few cases are there, each once', () => {
  const signs = [0, 1, 2].map((place) => new SignFlips(3, 1, seededRandom(1)).sums([1], [place]))
  const vectors = Array.from({ length: 8 }, (_, flip) => signs.map((sums) => sums[flip]).join(' '))
  expect(new Set(vectors).size).toBe(8)
})

test('the smallest detectable difference has power 0.8 in simulation', () => {
  const [n, discordant] = [100, 0.4]
  const smallest = smallestDetectableMcNemar(n, discordant) ?? 0
  const random = seededRandom('power')
  let found = 0
  const runs = 3_000
  for (let run = 0; run < runs; run++) {
    let [b, c] = [0, 0]
    for (let i = 0; i < n; i++) {
      const draw = random.next()
      if (draw < (discordant + smallest) / 2) b++
      else if (draw < discordant) c++
    }
    if (mcnemarExact(b, c) <= 0.05) found++
  }
  expect(found / runs).toBeGreaterThan(0.77)
  expect(found / runs).toBeLessThan(0.83)
})

test('a difference that no disagreement allows cannot be detected', () => {
  expect(smallestDetectableMcNemar(20, 0.1)).toBeNull()
  expect(smallestDetectableMcNemar(20, 0)).toBeNull()
  expect(smallestDetectableMean(50, 0)).toBeNull()
  expect(smallestDetectableMean(1, 0.1)).toBeNull()
  expect(smallestDetectableMean(50, null)).toBeNull()
  const spread = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 0.2 : -0.2))
  const se = 0.2 * Math.sqrt(50 / 49 / 50)
  const least = (smallestDetectableMean(50, se, 0.05, true) ?? 0) - 0.841621 * se
  expect(pairedInterval(spread.map((each) => each + least)).low).toBeCloseTo(0, 6)
  expect(smallestDetectableMean(5, 0.01, 0.05, true)).toBeNull()
  expect(smallestDetectableMean(20_000, 0.05, 0.05, true)).toBeCloseTo((1.96 + 0.8416) * 0.05, 3)
  expect(smallestDetectableMean(101, 0.05)).toBeCloseTo((1.98397 + 0.84162) * 0.05, 4)
  expect(smallestDetectableMcNemar(10_000, 0.3)).toBeLessThan(0.02)
})
