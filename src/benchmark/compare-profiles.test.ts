import { expect, test } from 'vitest'
import { compareCells } from './compare-cells.ts'
import { compareProfiles } from './compare-profiles.ts'
import type { CompareProfilesOptions } from './compare-profiles.ts'
import { profilesOf, reportOf, samplesOf } from './testing/profiled-run.ts'
import type { ProfiledRun } from './testing/profiled-run.ts'

const compared = (a: Partial<ProfiledRun>, b: Partial<ProfiledRun>, options?: CompareProfilesOptions) =>
  compareProfiles(
    { name: 'a', profiles: profilesOf({ models: { fast: 400 }, ...a }) },
    { name: 'b', profiles: profilesOf({ id: 'run-b', models: { fast: 400 }, ...b }) },
    options,
  )

test('a higher latency is slower, a lower one faster, each with its ratio', () => {
  const { comparisons } = compared({}, { models: { fast: 500 } })
  expect(comparisons.map(({ figure, verdict }) => [figure, verdict])).toEqual([
    ['firstTokenMs', 'slower'],
    ['latencyMs', 'slower'],
  ])
  expect(comparisons[1]?.ratio).toBeGreaterThan(1.2)
  expect(comparisons[1]).toMatchObject({
    a: 'a@fast',
    b: 'b@fast',
    blockPairs: 8,
    n: 80,
    floor: 0.05,
    method: 't of 8 pairs of blocks, logarithms paired by input',
  })
  expect(compared({ models: { fast: 500 } }, {}).comparisons.map(({ verdict }) => verdict)).toEqual(['faster', 'faster'])
})

test('a significant change below the floor is the same; the floor is held against the estimate', () => {
  const small = { models: { fast: 412 } }
  expect(compared({}, small, { floor: 0.05 }).comparisons[1]).toMatchObject({ verdict: 'same' })
  const found = compared({}, small, { floor: 0.01 }).comparisons[1]
  expect(found?.adjustedPValue).toBeLessThan(0.05)
  expect(found?.verdict).toBe('slower')
})

test('p-values are adjusted over all figures and scenarios of the comparison', () => {
  const [first, second] = compared({}, { models: { fast: 402 } }).comparisons
  expect(Math.min(first?.adjustedPValue ?? 0, second?.adjustedPValue ?? 0)).toBeCloseTo(
    Math.min(1, 2 * Math.min(first?.pValue ?? 0, second?.pValue ?? 0)),
    12,
  )
})

test('below six pairs of blocks there is a ratio and no verdict', () => {
  const found = compared({ blocks: 5 }, { blocks: 5, models: { fast: 800 } })
  expect(found.comparisons[0]).toMatchObject({
    pValue: null,
    low: null,
    verdict: 'undecided',
    method: 'not tested: 5 of at least 6 blocks',
  })
  expect(found.warnings).toContainEqual(expect.stringContaining('fewer than 6 blocks a side and are not tested: run with more repetitions'))
})

test('profiles of another machine are compared only when asked, with a warning', () => {
  const other = { machine: { hash: 'm2', cpu: 'Other CPU' } }
  expect(() => compared({}, other)).toThrow(
    'Found profiles of two machines, expected one: a on 4 × Test CPU, linux x64, b on 4 × Other CPU, linux x64',
  )
  expect(compared({}, other, { otherMachine: true }).warnings).toContain('Measured on different machines: differences can be theirs.')
})

test('a scenario that has changed is refused in clear words', () => {
  expect(() => compared({}, { scenarioHash: 'another-hash' })).toThrow(
    'Nothing can be compared. Scenario short is not the same in a (hash-of-) and b (another-): what is asked, or how, has changed. Their times are not compared.',
  )
  expect(() => compared({}, { scenario: 'long' })).toThrow('Scenario short is only in a.')
})

test('models of other names are compared where each side has one alone', () => {
  expect(compared({}, { models: { other: 800 } }).comparisons[1]).toMatchObject({ a: 'a@fast', b: 'b@other', verdict: 'slower' })
  expect(() => compared({ models: { x: 1, y: 2 } }, { models: { other: 800 } })).toThrow('Nothing can be compared.')
})

test('runs with other inputs are compared without pairs', () => {
  const found = compared({}, { inputs: 1_000, models: { fast: 2_000 } }).comparisons[1]
  expect(found).toMatchObject({ method: "Welch's t of at least 8 blocks a side, mean logarithms", verdict: 'slower', blockPairs: 8 })
})

test('says what speaks against it: another time, suspect measurements, more failures on one side', () => {
  const { warnings } = compared({ suspect: true }, { failing: 0.3 })
  expect(warnings).toEqual([
    expect.stringContaining('Measured at different times, not interleaved'),
    "a@fast, short: suspect by its own validity (see that run's report).",
    expect.stringMatching(/^short: 0\.0 % of the requests of a@fast failed, \d+\.\d % of b@fast: times are of those that were answered\.$/),
  ])
})

test('a run is not compared with itself, but two of its models are', () => {
  const profiles = profilesOf({ models: { x: 400, y: 800 } })
  const side = (model?: string) => ({
    name: 'run-a',
    profiles: profiles.filter((profile) => model === undefined || profile.model === model),
  })
  expect(() => compareProfiles(side(), side())).toThrow('Found run run-a on both sides, expected two runs or two models of it')
  const { comparisons, warnings } = compareProfiles(side('x'), side('y'))
  expect(comparisons[1]).toMatchObject({ a: 'run-a@x', b: 'run-a@y', verdict: 'slower' })
  expect(warnings).toEqual([])
})

test('a side without profiles is an error that says how to store some', () => {
  expect(() => compareProfiles({ name: 'x', profiles: [] }, { name: 'y', profiles: [] })).toThrow('x has no profiles')
})

test('models of one run are compared in pairs, as one family, and only open loops go by the schedule', () => {
  const run: ProfiledRun = { models: { a: 400, b: 404, c: 600 }, loop: 'open' }
  const found = compareCells(reportOf(run), samplesOf(run))
  expect(found).toHaveLength(9)
  expect(found.filter(({ figure }) => figure === 'latencyFromScheduleMs').map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
    ['a', 'b', 'same'],
    ['a', 'c', 'slower'],
    ['b', 'c', 'slower'],
  ])
})
