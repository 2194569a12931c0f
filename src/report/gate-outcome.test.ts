import { expect, test } from 'vitest'
import { failsGate, gateMark, gateWords } from './gate-outcome.ts'

test('an undecided gate is counted as failed where `undecided: fail` says so, and says why', () => {
  const all = (['passed', 'failed', 'undecided', 'skipped'] as const).flatMap((verdict) => [
    { verdict },
    { verdict, undecided: 'fail' as const },
  ])
  expect(all.map((gate) => [failsGate(gate), gateMark(gate), gateWords(gate)])).toEqual([
    [false, 'passed', 'passed'],
    [false, 'passed', 'passed'],
    [true, 'failed', 'failed'],
    [true, 'failed', 'failed'],
    [false, 'undecided', 'undecided'],
    [true, 'failed', 'undecided, which fails'],
    [false, 'skipped', 'skipped'],
    [false, 'skipped', 'skipped'],
  ])
})
