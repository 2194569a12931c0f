import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { profilesOf } from './testing/profiled-run.ts'
import type { ProfiledRun } from './testing/profiled-run.ts'
import { trendOf } from './trend-of.ts'

/** A month of daily runs; `level` by day. */
const month = (level: (day: number) => number, over: Partial<ProfiledRun> = {}, days = 24) => {
  const random = seededRandom('month')
  return Array.from({ length: days }, (_, day) => {
    const at = new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
    return profilesOf({
      id: `run-${at.slice(0, 10)}`,
      at,
      models: { fast: level(day) * Math.exp(0.03 * random.normal()) },
      blocks: 2,
      ...over,
    })
  }).flat()
}

const latency = (profiles: ReturnType<typeof month>, floor?: number) =>
  trendOf(profiles, { floor }).series.find(({ figure }) => figure === 'latencyMs')

test('a latency that rises is slower, told with its first run and by how much', () => {
  const found = latency(month((day) => (day < 14 ? 400 : 520)))
  expect(found).toMatchObject({ verdict: 'slower', scenario: 'short', model: 'fast', machine: 'm1' })
  expect(found?.changes).toHaveLength(1)
  expect(found?.changes[0]).toMatchObject({ verdict: 'slower', runId: 'run-2026-01-15', runsBefore: 14, runsAfter: 10 })
  expect(found?.changes[0]?.ratio).toBeCloseTo(1.3, 1)
  expect(found?.changes[0]?.adjustedPValue).toBeLessThan(0.05)
})

test('a latency that falls is faster', () => {
  expect(latency(month((day) => (day < 14 ? 520 : 400)))?.verdict).toBe('faster')
})

test('several changes are told by time, each against its neighbours', () => {
  const found = latency(month((day) => (day < 12 ? 400 : day < 24 ? 800 : 400), {}, 36))
  expect(found?.changes.map(({ verdict, runId }) => [verdict, runId])).toEqual([
    ['slower', 'run-2026-01-13'],
    ['faster', 'run-2026-01-25'],
  ])
  expect(found?.verdict).toBe('faster')
})

test('nothing that changes below the floor is told', () => {
  const profiles = month((day) => (day < 12 ? 400 : 480))
  expect(latency(profiles, 0.5)).toMatchObject({ verdict: 'no change found', changes: [] })
})

test('fewer than eight runs say nothing', () => {
  const found = latency(month((day) => (day < 4 ? 400 : 800), {}, 7))
  expect(found).toMatchObject({ verdict: 'too few runs', pValue: null, adjustedPValue: null, changes: [] })
})

test('machines and changed scenarios have series of their own; suspect runs are told', () => {
  const profiles = [
    ...month(() => 400),
    ...month(() => 900, { machine: { hash: 'm2' }, suspect: true }, 3),
    ...month(() => 900, { scenarioHash: 'changed' }, 3),
  ]
  const found = trendOf(profiles)
  expect(found.series.map(({ machine, scenarioHash, figure, points }) => [machine, scenarioHash, figure, points.length])).toEqual([
    ['m1', 'hash-of-short', 'firstTokenMs', 24],
    ['m1', 'hash-of-short', 'latencyMs', 24],
    ['m2', 'hash-of-short', 'firstTokenMs', 3],
    ['m2', 'hash-of-short', 'latencyMs', 3],
    ['m1', 'changed', 'firstTokenMs', 3],
    ['m1', 'changed', 'latencyMs', 3],
  ])
  expect(found.warnings).toEqual([
    'Profiles of 2 machines: each has its own series, and they are not compared.',
    "3 of the runs are suspect: a change there can be the client's.",
  ])
})
