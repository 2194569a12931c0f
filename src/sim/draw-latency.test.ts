import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { drawLatencyMs } from './draw-latency.ts'
import type { Latency } from './sim-settings-schema.ts'
import { askSim, noMistakes, prepareSim, simModel } from './testing/simulated.ts'

const COUNT = 20_000

function draws(latency: Latency): number[] {
  const random = seededRandom('latency')
  return Array.from({ length: COUNT }, () => drawLatencyMs(latency, random)).sort((a, b) => a - b)
}

const at = (sorted: number[], share: number) => sorted[Math.floor(share * sorted.length)] as number

test('fixed is fixed', () => {
  expect(new Set(draws({ kind: 'fixed', ms: 12 }))).toEqual(new Set([12]))
})

test('lognormal has its median and spread', () => {
  const sorted = draws({ kind: 'lognormal', medianMs: 200, sigma: 0.5 })
  expect(at(sorted, 0.5) / 200).toBeCloseTo(1, 1)
  expect(at(sorted, 0.975) / (200 * Math.exp(1.959_964 * 0.5))).toBeCloseTo(1, 1)
})

test('bimodal has both medians and its share of slow calls', () => {
  const sorted = draws({ kind: 'bimodal', fastMs: 50, slowMs: 2_000, slowShare: 0.25, sigma: 0.2 })
  const slow = sorted.filter((ms) => ms > 300)
  expect(slow.length / COUNT).toBeCloseTo(0.25, 1)
  expect(at(slow, 0.5) / 2_000).toBeCloseTo(1, 1)
  expect(at(sorted.slice(0, COUNT - slow.length), 0.5) / 50).toBeCloseTo(1, 1)
})

test('latency and pace are waited for really', async () => {
  const model = simModel('careful', { mistakes: noMistakes, latency: { kind: 'fixed', ms: 20 }, tokensPerSecond: 1_000 })
  const start = performance.now()
  const { timings } = await askSim(await prepareSim(model), model, { gold: 'x'.repeat(118) })
  // 20 ms, then 30 tokens of 1 ms each; timers may be a millisecond early.
  expect(timings.firstTokenMs).toBeGreaterThanOrEqual(19)
  const latencyMs = timings.latencyMs as number
  expect(latencyMs - (timings.firstTokenMs as number)).toBeGreaterThanOrEqual(29)
  expect(performance.now() - start).toBeGreaterThanOrEqual(latencyMs)
})

test('a latency of 0 keeps no pace either', async () => {
  const model = simModel('careful', { tokensPerSecond: 1 })
  const { timings } = await askSim(await prepareSim(model), model, { gold: 'x'.repeat(400) })
  expect(timings.latencyMs).toBeLessThan(50_000) // the pace alone would take 100 s
})

test('a call is cancelled while it waits', async () => {
  const model = simModel('careful', { latency: { kind: 'fixed', ms: 60_000 } })
  const control = new AbortController()
  const asked = askSim(await prepareSim(model), model, { gold: 1, signal: control.signal })
  control.abort()
  await expect(asked).rejects.toMatchObject({ kind: 'aborted' })
})
