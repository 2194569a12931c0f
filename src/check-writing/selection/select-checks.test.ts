import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../random/seeded-random.ts'
import { branchAndBound } from './branch-and-bound.ts'
import { bitRows } from './bit-rows.ts'
import { correlation } from './check-figures.ts'
import { everyChoice } from './every-choice.ts'
import { selectChecks } from './select-checks.ts'
import type { SelectChecksInput, SelectedChecks } from './select-checks.ts'

/** Rows as text: `.` passed, `x` failed, `?` undecided; labels: `g` good, `b` bad, `G` gold, ` ` not known. */
const select = (labels: string, rows: string[], more: Partial<SelectChecksInput> = {}): SelectedChecks =>
  selectChecks({
    verdicts: rows.map((row) => Uint8Array.from(row, (letter) => '.x?'.indexOf(letter))),
    labels: Uint8Array.from(labels, (letter) => 'gbG '.indexOf(letter)),
    tau: 0.25,
    ...more,
  })

test('coverage, false failure rate and alignment are counted as defined', () => {
  const { coverage, ffr, alignment, figures, selected } = select('ggggbbbb', ['x...xx..', '.....?x.'])
  expect(selected).toEqual([0, 1])
  expect([coverage, ffr]).toEqual([0.75, 0.25])
  expect(alignment).toBeCloseTo(0.75)
  expect(figures[0]).toEqual({ passed: 5, failed: 3, undecided: 0, coverage: 0.5, ffr: 0.25, mcc: correlation(2, 1, 2, 3) })
  expect(figures[1]).toMatchObject({ passed: 6, failed: 1, undecided: 1, coverage: 0.25, ffr: 0 })
})

test('without bad answers there is no coverage, and without good ones no false failure rate', () => {
  expect(select('gg', ['x.'])).toMatchObject({ coverage: null, alignment: null })
  expect(select('bb', ['x.'])).toMatchObject({ coverage: 0.5, ffr: null, alignment: null, feasible: true })
  expect(select('', ['', '']).figures[0]).toEqual({ passed: 0, failed: 0, undecided: 0, coverage: null, ffr: null, mcc: null })
  expect(select('gbgb', ['xx..'], { tau: 1 }).figures[0]?.mcc).toBe(0)
})

test('alignment is 0 where every good answer is failed and no bad one is', () => {
  expect(select('gb ', ['x..'], { pinned: [0] })).toMatchObject({ coverage: 0, ffr: 1, alignment: 0, feasible: false })
})

test('checks that crash, fail gold, always fail or never fail are dropped with the reason', () => {
  const { dropped, selected } = select('Gggb', ['????', 'x..x', 'xxxx', '....', '...x', '?xxx'], { tau: 1 })
  expect(dropped).toEqual([
    { check: 0, reason: 'crashes' },
    { check: 1, reason: 'fails-gold' },
    { check: 2, reason: 'fails-gold' },
    { check: 3, reason: 'never-fails' },
    { check: 5, reason: 'always-fails' },
  ])
  expect(selected).toEqual([4])
})

test('of checks that fail the same answers the first by name is kept', () => {
  const { dropped, selected } = select('ggbb', ['..xx', '..xx', '.?xx'], { names: ['c', 'b', 'a'] })
  expect(selected).toEqual([2])
  expect(dropped).toEqual([
    { check: 1, reason: 'equal', equalTo: 2 },
    { check: 0, reason: 'equal', equalTo: 2 },
  ])
})

test('what fails too many good answers alone is not used, nor what does so together', () => {
  const { dropped, selected } = select('ggggbbb', ['xx..x..', 'x...xx.', '.x....x'])
  expect(selected).toEqual([1])
  expect(dropped).toEqual([
    { check: 0, reason: 'too-many-false-failures' },
    { check: 2, reason: 'too-many-false-failures' },
  ])
})

test('the fewest checks are chosen, and further ones are added by their correlation', () => {
  const rows = ['...xxxx..', '...xx....', '.....xxxx', '....xxx..', '...x...x.']
  const { core, added, dropped } = select('gggbbbbbb', rows, { most: 3 })
  expect(core).toEqual([0, 2])
  expect(added).toEqual([4])
  expect(dropped).toEqual([
    { check: 1, reason: 'redundant' },
    { check: 3, reason: 'redundant' },
  ])
  expect(select('gggbbbbbb', rows, { most: 2 }).dropped).toContainEqual({ check: 4, reason: 'over-the-number' })
})

test('enough coverage is enough, and what cannot be had is said', () => {
  const rows = ['..xxx.', '..xxxx', '..x...']
  expect(select('ggbbbb', rows, { alpha: 0.25, most: 0 })).toMatchObject({ core: [0], feasible: true, optimal: true })
  expect(select('ggbbbb', rows, { alpha: 1, most: 0 })).toMatchObject({ core: [1], feasible: true })
  expect(select('ggbbbb', ['..x...'], { alpha: 0.5 })).toMatchObject({ core: [0], feasible: false, coverage: 0.25 })
})

test('pinned checks are kept whatever they do, and count', () => {
  const { selected, core, coverage } = select('ggggbb', ['x...x.', '....x.', '.....x'], { pinned: [0] })
  expect(selected).toEqual([0, 2])
  expect(core).toEqual([2])
  expect(coverage).toBe(1)
})

test('without bad answers checks are kept by the fewest false failures', () => {
  expect(select('gggg', ['x...', '....', 'xx..'], { tau: 0.5 }).selected).toEqual([0, 1, 2])
  expect(select('gggg', ['x...', '....', 'xx..'], { tau: 0.5, most: 1 }).selected).toEqual([1])
})

test('fewer than 30 good answers prove nothing', () => {
  expect(select('g'.repeat(29), ['.'.repeat(29)]).unproven).toBe(true)
  expect(select('g'.repeat(30), ['.'.repeat(30)]).unproven).toBe(false)
})

test.each([
  [{ verdicts: [new Uint8Array(2)] }, 'check 0 has 2 verdicts, expected one for each of the 1 answers'],
  [{ tau: 5 }, 'tau is 5, expected a share from 0 to 1'],
  [{ tau: Number.NaN }, 'tau is NaN, expected a share from 0 to 1'],
  [{ alpha: -1 }, 'alpha is -1, expected a share from 0 to 1'],
  [{ names: ['a', 'b'] }, 'found 2 names for 1 checks'],
  [{ groups: [] }, 'found 0 groups for 1 answers'],
  [{ pinned: [1] }, 'there is no check 1 to be pinned'],
])('input that does not fit together is refused: %j', (more, message) => {
  const call = () => selectChecks({ verdicts: [new Uint8Array(1)], labels: new Uint8Array(1), tau: 0.25, ...more })
  expect(call).toThrow(`selectChecks: ${message}`)
})

/** The best choice by looking at all of them, as slowly and plainly as can be. */
function bruteForce({ verdicts, labels, tau, alpha = 1 }: SelectChecksInput): { core: number[]; coverage: number } {
  const bad = [...labels.keys()].filter((answer) => labels[answer] === 1)
  const good = [...labels.keys()].filter((answer) => labels[answer] === 0)
  const failed = (set: number[], answers: number[]) =>
    answers.filter((answer) => set.some((check) => verdicts[check]?.[answer] === 1)).length
  let best: { set: number[]; key: number[] } = { set: [], key: [0, 0, 0] }
  for (let mask = 0; mask < 2 ** verdicts.length; mask++) {
    const set = verdicts.map((_, check) => check).filter((check) => (mask >>> check) & 1)
    const failedGood = failed(set, good)
    if (failedGood > tau * good.length + 1e-9) continue
    const capped = Math.min(failed(set, bad), Math.ceil(alpha * bad.length - 1e-9))
    const key = [-capped, set.length, failedGood, ...set]
    const at = key.findIndex((value, index) => value !== best.key[index])
    if (at >= 0 && (key[at] as number) < (best.key[at] ?? Infinity)) best = { set, key }
  }
  return { core: best.set, coverage: failed(best.set, bad) / bad.length }
}

const matrices = fc
  .record({
    checks: fc.integer({ min: 1, max: 9 }),
    bad: fc.integer({ min: 1, max: 40 }),
    good: fc.integer({ min: 0, max: 40 }),
    density: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
    tau: fc.constantFrom(0, 0.05, 0.25, 0.6, 1),
    alpha: fc.constantFrom(undefined, 0.3, 0.7, 1),
    seed: fc.integer(),
  })
  .map(({ checks, bad, good, density, tau, alpha, seed }) => {
    const random = seededRandom('matrix', seed)
    const labels = Uint8Array.from({ length: bad + good }, (_, answer) => (answer < bad ? 1 : 0))
    const draw = (share: number) => (random.next() < share ? 1 : random.next() < 0.1 ? 2 : 0)
    const verdicts = Array.from({ length: checks }, () => labels.map((label) => draw(label === 1 ? density : density / 4)))
    return { verdicts, labels, tau, ...(alpha === undefined ? {} : { alpha }) }
  })

test('the choice is that of looking at all choices', () => {
  fc.assert(
    fc.property(matrices, (input) => {
      const found = selectChecks({ ...input, most: 0 })
      const gone = new Set(found.dropped.filter(({ reason }) => ['crashes', 'always-fails'].includes(reason)).map(({ check }) => check))
      const legal = input.verdicts.map((of, check) => (gone.has(check) ? of.map(() => 2) : of))
      const expected = bruteForce({ ...input, verdicts: legal })
      expect(found.core).toEqual(expected.core)
      expect(found.coverage).toBeCloseTo(expected.coverage, 12)
      expect(found.optimal).toBe(true)
      expect(found.ffr ?? 0).toBeLessThanOrEqual(input.tau + 1e-9)
    }),
    { numRuns: 300 },
  )
})

test('so it is with sixteen checks', () => {
  for (const seed of [1, 2]) {
    const random = seededRandom('sixteen', seed)
    const labels = Uint8Array.from({ length: 80 }, (_, answer) => (answer < 60 ? 1 : 0))
    const verdicts = Array.from({ length: 16 }, () => labels.map((label) => (random.next() < (label === 1 ? 0.25 : 0.03) ? 1 : 0)))
    const input = { verdicts, labels, tau: 0.25 }
    expect(selectChecks({ ...input, most: 0 }).core).toEqual(bruteForce(input).core)
  }
})

const hardProblem = (checks: number, answers: number, seed: number) => {
  const random = seededRandom('hard', seed)
  const labels = Uint8Array.from({ length: answers }, (_, answer) => (answer % 2 === 0 ? 1 : 0))
  const verdicts = Array.from({ length: checks }, () => labels.map((label) => (random.next() < (label === 1 ? 0.15 : 0.03) ? 1 : 0)))
  const columns = (wanted: number) => [...labels.keys()].filter((answer) => labels[answer] === wanted)
  const rows = (wanted: number) => bitRows(verdicts, columns(wanted), (verdict) => verdict === 1)
  const [bad, good] = [rows(1), rows(0)]
  const half = answers / 2
  const problem = {
    checks,
    bad,
    good,
    failedBad: new Uint32Array(bad.words),
    failedGood: new Uint32Array(good.words),
    mostGood: Math.floor(half * 0.25),
    enoughBad: half,
  }
  return { problem, verdicts, labels }
}

test('both ways of searching agree', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { problem } = hardProblem(14, 120, seed)
    if (seed % 2 === 1) problem.failedBad[0] = problem.failedGood[1] = 0b1011
    const searched = branchAndBound(problem, 1_000_000)
    expect(searched.optimal).toBe(true)
    expect(searched.choice).toEqual(everyChoice(problem))
  }
})

test('a search that stops says so, is the same every time, and its bounds hold', () => {
  const { problem, verdicts, labels } = hardProblem(60, 2_000, 7)
  const stopped = branchAndBound(problem, 50)
  expect(stopped.optimal).toBe(false)
  expect(branchAndBound(problem, 50)).toEqual(stopped)
  expect(stopped.choice.good).toBeLessThanOrEqual(problem.mostGood)
  const selected = selectChecks({ verdicts, labels, tau: 0.25, most: 0 })
  expect(selected.bounds.coverage).toBeGreaterThanOrEqual(selected.coverage as number)
  expect(selected.bounds.checks).toBeLessThanOrEqual(selected.core.length)
})

test('choosing among useless checks looks good in the sample and is not on answers that it did not see', () => {
  const random = seededRandom('useless')
  const labels = Uint8Array.from({ length: 40 }, (_, answer) => (answer % 2 === 0 ? 1 : 0))
  const verdicts = Array.from({ length: 30 }, () => labels.map(() => (random.next() < 0.15 ? 1 : 0)))
  const { coverage, ffr, outOfFold } = selectChecks({ verdicts, labels, tau: 0.25 })
  expect(coverage).toBeGreaterThan(outOfFold?.coverage?.value as number)
  expect(ffr).toBeLessThan(outOfFold?.ffr?.value as number)
  expect(outOfFold?.ffr).toMatchObject({ n: 20 })
  expect(outOfFold?.ffr?.low).toBeLessThan(outOfFold?.ffr?.value as number)
  expect(outOfFold?.ffr?.high).toBeGreaterThan(outOfFold?.ffr?.value as number)
  expect(selectChecks({ verdicts, labels, tau: 0.25 }).outOfFold).toEqual(outOfFold)
  expect(selectChecks({ verdicts, labels, tau: 0.25, groups: labels.map(() => 0) }).outOfFold).toBeNull()
})
