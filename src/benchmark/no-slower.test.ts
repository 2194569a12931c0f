import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { noSlower } from './no-slower.ts'

const OF = { figure: 'latencyMs', margin: 0.1 } as const

/** Blocks whose mean logarithms are given, of one run or of another. */
const blocksOf = (meanLogs: readonly number[], runId = 'a') =>
  meanLogs.map((meanLog, block) => ({
    runId,
    block,
    figures: { latencyMs: { n: 5, median: Math.exp(meanLog), p95: Math.exp(meanLog), meanLog, inputs: [] } },
  })) as unknown as BenchmarkProfile[]

const BASE = [5, 5.1, 4.9, 5.05, 4.95, 5, 5.02, 4.98]
const slowerBy = (ratio: number, spread = 0.01) => BASE.map((log, index) => log + Math.log(ratio) + spread * (index % 2 === 0 ? 1 : -1))

test('shown to be no slower, shown to be slower, and what lies between is undecided', () => {
  expect(noSlower(blocksOf(slowerBy(1)), blocksOf(BASE), OF)).toMatchObject({
    outcome: 'no-slower',
    blocks: 8,
    n: 40,
    method: 'blocks in pairs, mean logarithms',
  })
  expect(noSlower(blocksOf(slowerBy(1.05)), blocksOf(BASE), OF)?.outcome).toBe('no-slower')
  expect(noSlower(blocksOf(slowerBy(1.1)), blocksOf(BASE), OF)?.outcome).toBe('undecided')
  expect(noSlower(blocksOf(slowerBy(1.2)), blocksOf(BASE), OF)?.outcome).toBe('slower')
  expect(noSlower(blocksOf(slowerBy(0.5)), blocksOf(BASE), OF)?.ratio).toBeCloseTo(0.5)
})

test('blocks of two runs are in no pairs: what differs between blocks counts', () => {
  const other = noSlower(blocksOf(slowerBy(1), 'b'), blocksOf(BASE), OF)
  expect(other?.method).toBe("Welch's t, mean logarithms of blocks")
  expect((other?.high as number) - (other?.low as number)).toBeGreaterThan(0.05)
})

test('below six blocks nothing is decided; without the figure there is nothing to decide', () => {
  expect(noSlower(blocksOf([1, 1, 1, 1, 1]), blocksOf([9, 9, 9, 9, 9]), OF)).toMatchObject({
    outcome: 'undecided',
    low: null,
    high: null,
    blocks: 5,
  })
  expect(noSlower(blocksOf(BASE), blocksOf(BASE), { figure: 'firstTokenMs', margin: 0.1 })).toBeNull()
})

test('what is slower by just the margin passes in at most about 5 % of comparisons, what is as fast in nearly all', () => {
  const random = seededRandom('no-slower')
  const trials = 2_000
  const passes = (ratio: number) => {
    let passed = 0
    for (let trial = 0; trial < trials; trial++) {
      const blocks = Array.from({ length: 8 }, () => ({
        base: 0.2 * random.normal(),
        a: 0.04 * random.normal(),
        b: 0.04 * random.normal(),
      }))
      const baseline = blocksOf(blocks.map(({ base, a }) => base + a))
      const given = blocksOf(blocks.map(({ base, b }) => base + b + Math.log(ratio)))
      if (noSlower(given, baseline, OF)?.outcome === 'no-slower') passed++
    }
    return passed / trials
  }
  expect(passes(1.1)).toBeLessThan(0.065)
  expect(passes(1.1)).toBeGreaterThan(0.035)
  expect(passes(1)).toBeGreaterThan(0.9)
})
