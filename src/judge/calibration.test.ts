import { expect, test } from 'vitest'
import { calibrationFigures } from './calibration.ts'
import type { LabelledVerdict } from './calibration.ts'

const verdicts = (judge: LabelledVerdict['judge'], person: LabelledVerdict['person'], count: number) =>
  Array.from({ length: count }, (_, index) => ({ case: `${judge}${person}${index}`, judge, person }))

test('rates and agreement with their intervals', () => {
  const list = [
    ...verdicts('passed', 'passed', 40),
    ...verdicts('passed', 'failed', 2),
    ...verdicts('failed', 'passed', 4),
    ...verdicts('failed', 'failed', 14),
    ...verdicts(null, 'failed', 3),
  ]
  const figures = calibrationFigures(list, 1)
  expect(figures).toMatchObject({ decided: 60, undecided: 3 })
  expect(figures.agreement).toMatchObject({ value: 0.9, n: 60 })
  expect(figures.falsePass).toMatchObject({ value: 2 / 16, n: 16 })
  expect(figures.falseFail).toMatchObject({ value: 4 / 44, n: 44 })
  expect(figures.kappa.value).toBeCloseTo(0.7541, 3)
  expect(figures.kappa.low).toBeLessThan(figures.kappa.value as number)
  expect(figures.kappa.high).toBeGreaterThan(figures.kappa.value as number)
  expect(figures.mcc.low).toBeGreaterThan(0.4)
  expect(calibrationFigures([...list].reverse(), 1)).toEqual(figures)
})

test('where people failed nothing, κ, MCC and the false pass rate are unknown', () => {
  const none = { value: null, low: null, high: null }
  expect(calibrationFigures(verdicts('passed', 'passed', 5), 1)).toMatchObject({
    agreement: { value: 1, n: 5 },
    kappa: { ...none, n: 5 },
    mcc: { ...none, n: 5 },
    falsePass: { ...none, n: 0 },
    falseFail: { value: 0, low: 0, n: 5 },
  })
})

test('nothing decided is nothing known', () => {
  expect(calibrationFigures(verdicts(null, 'passed', 2), 1)).toMatchObject({ decided: 0, undecided: 2, agreement: { value: null, n: 0 } })
})
