import { expect, test } from 'vitest'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { toBeNoSlowerThan } from './to-be-no-slower-than.ts'

const profile = (meanLogs: readonly number[], settings: Partial<BenchmarkProfile> = {}, model = 'mini') => ({
  model,
  blocks: meanLogs.map((meanLog, block) => ({
    runId: 'run-a',
    scenarioHash: 'hash',
    block,
    suspect: false,
    requests: 5,
    failed: 0,
    figures: { latencyMs: { n: 5, median: Math.exp(meanLog), p95: Math.exp(meanLog), meanLog, inputs: [] } },
    ...settings,
  })) as unknown as BenchmarkProfile[],
})

const BASE = [5, 5.1, 4.9, 5.05, 4.95, 5.02]
const times = (ratio: number) => BASE.map((log, index) => log + Math.log(ratio) + (index % 2 === 0 ? 0.01 : -0.01))
const judged = (given: unknown, baseline: unknown, options?: object, isNot = false) => {
  const { pass, message } = toBeNoSlowerThan(isNot, given, baseline, options)
  return { pass, message: message() }
}

test('what is shown to be slower fails, and says by how much', () => {
  const { pass, message } = judged(profile(times(1.5)), profile(BASE))
  expect(pass).toBe(false)
  expect(message).toMatch(
    /^latencyMs of mini is 225 ms against 151 ms of the baseline: × 1\.500, between × 1\.4\d+ and × 1\.5\d+ \(one-sided bounds at 95 %\); accepted is a margin of 10 % \(n = 30 requests in 6 blocks a side, blocks in pairs, mean logarithms\)$/,
  )
})

test('what is shown to be no slower passes, with a wider margin also what is slower', () => {
  expect(judged(profile(times(1)), profile(BASE)).pass).toBe(true)
  expect(judged(profile(times(1.5)), profile(BASE), { margin: 0.6 }).pass).toBe(true)
})

test('what cannot be told fails with what it would take, also after not, unless undecided is to pass', () => {
  const few = profile(times(1).slice(0, 3))
  const { pass, message } = judged(few, profile(BASE.slice(0, 3)))
  expect(pass).toBe(false)
  expect(message).toBe(
    'cannot tell with n = 15 requests in 3 blocks a side, blocks in pairs, mean logarithms: latencyMs of mini is 150 ms against 148 ms of the baseline: × 1.003; accepted is a margin of 10 %: at least 6 blocks are needed',
  )
  expect(judged(profile(times(1.1)), profile(BASE)).message).toMatch(/^cannot tell .* more blocks, or a wider margin, would decide$/)
  expect(judged(few, profile(BASE.slice(0, 3)), {}, true).pass).toBe(true)
  expect(judged(few, profile(BASE.slice(0, 3)), { undecided: 'pass' }).pass).toBe(true)
  expect(judged(few, profile(BASE.slice(0, 3)), { undecided: 'pass' }, true).pass).toBe(false)
})

test('what speaks against the measurement stands below the sentence', () => {
  const { message } = judged(profile(times(1.5), { suspect: true, failed: 1 }), profile(BASE, {}, 'old'))
  expect(message).toContain('\nthe measurement of mini (run-a) doubts itself: suspect')
  expect(message).toContain('\n6 of 30 requests of mini failed: times are of those that were answered')
  expect(message).not.toContain('of old')
})

test('what is no profile, other scenarios, unknown options and figures that were not measured are mistakes of the test', () => {
  const base = profile(BASE)
  expect(() => judged({ latency: 5 }, base)).toThrow(
    'toBeNoSlowerThan: the value given to expect is no profile: expected what profile() or baseline() gives',
  )
  expect(() => judged(base, null)).toThrow('toBeNoSlowerThan: the baseline is no profile')
  expect(() => judged(base, profile(BASE, { scenarioHash: 'other' }))).toThrow(
    'of different scenarios: what was asked, or how, is not the same',
  )
  expect(() => judged(base, base, { metric: 'speed' })).toThrow(/toBeNoSlowerThan: metric: /)
  expect(() => judged(base, base, { margin: -1 })).toThrow(/toBeNoSlowerThan: margin: /)
  expect(() => judged(base, base, { metric: 'firstTokenMs' })).toThrow('toBeNoSlowerThan: firstTokenMs was not measured on both sides')
})
