import { expect, test } from 'vitest'
import { compareProfiles } from '../src/benchmark/compare-profiles.ts'
import { compareModels } from '../src/benchmark/compare-cells.ts'
import { profilesOf } from '../src/benchmark/testing/profiled-run.ts'
import { trendOf } from '../src/benchmark/trend-of.ts'
import { seededRandom } from '../src/random/seeded-random.ts'
import { adviceSentences, comparisonSentences } from './benchmark-findings.ts'
import { displayWidth } from './display-width.ts'
import { paintWith } from './paint.ts'
import { changeText, profileComparisonLines, pSentence } from './profile-comparison-lines.ts'
import { trendLines } from './trend-lines.ts'

const paint = paintWith(false)

test('a comparison of runs says which is slower, by how much and how sure', () => {
  const side = (name: string, latency: number) => ({ name, profiles: profilesOf({ id: name, models: { fast: latency } }) })
  const lines = profileComparisonLines(compareProfiles(side('run-a', 400), side('run-b', 520)), 120, paint)
  expect(lines[0]).toBe('A  run-a, 2026-01-01T00:00, 4 × Test CPU')
  expect(lines.find((line) => line.includes('first token'))).toMatch(/^short +fast +fast +first token +\+\d\d\.\d % .*< 0\.001 +8 +slower$/)
  expect(lines.join(' ')).toMatch(/a longer\s+time is slower/)
  const narrow = profileComparisonLines(compareProfiles(side('run-a', 400), side('run-b', 520)), 60, paint)
  expect(Math.max(...narrow.slice(2, -1).map(displayWidth))).toBeLessThanOrEqual(60)
})

test('a trend says since when, by how much, and that slower is worse', () => {
  const random = seededRandom('lines')
  const profiles = Array.from({ length: 20 }, (_, day) => {
    const at = new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
    return profilesOf({ id: `run-${day}`, at, models: { fast: (day < 10 ? 400 : 600) * Math.exp(0.02 * random.normal()) }, blocks: 1 })
  }).flat()
  const lines = trendLines(trendOf(profiles), 200, paint)
  expect(lines[0]).toMatch(
    /^fast, short: first token is slower \(worse\) since 2026-01-11 \(run run-10\): \+\d\d\.\d %, \d+ ms → \d+ ms, 10 runs before and 10 after, p (<|=) 0\.\d+$/,
  )
  expect(lines.find((line) => line.startsWith('short'))).toMatch(/slower$/)
  expect(trendLines(trendOf(profiles.slice(0, 3)), 200, paint)[0]).toBe('No change was found.')
  expect(trendLines(trendOf([]), 200, paint)).toEqual(['There are no profiles to look at. taskbench bench run … --profile stores them.'])
})

test('models of a run are told by what differs', () => {
  const report = (blocks: number) => ({ comparisons: compareModels(profilesOf({ models: { a: 400, b: 900, c: 902 }, blocks })) })
  const sentences = comparisonSentences(report(8), 'short')
  expect(sentences[0]).toMatch(/^b is slower than a: first token × [12]\.\d+ \(.* … .*\), p < 0\.001$/)
  expect(sentences.at(-1)).toBe('2 the same within 5 % of 6 comparisons of models')
  expect(comparisonSentences(report(3), 'short')).toEqual(['Models are compared from 6 repetitions on (--repetitions 6)'])
  expect(comparisonSentences(report(8), 'long')).toEqual([])
})

test('advice is one line each, whatever is in it', () => {
  const advice = { topic: 'model' as const, scenario: null, model: null, text: 'Take\u001B[31m this\nand that', figures: [] }
  expect(adviceSentences({ recommendations: [advice] })).toEqual([expect.not.stringMatching(/[\n\u001B]/)])
})

test('changes and p-values are written as they are read', () => {
  expect([1.15, 0.9, 2.5, 0.25, 1].map(changeText)).toEqual(['+15.0 %', '−10.0 %', '× 2.50', '× 0.250', '+0.0 %'])
  expect([0.0004, 0.0312, null].map(pSentence)).toEqual(['p < 0.001', 'p = 0.031', 'p = –'])
})
