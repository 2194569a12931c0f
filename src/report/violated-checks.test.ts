import { expect, it } from 'vitest'
import { generatedCheckCount, generatedResult } from './testing/generated-report.ts'
import { failureFigures, violatedChecks } from './violated-checks.ts'

it('names what failed, the most severe first and of these what failed most', () => {
  const checks = [
    generatedCheckCount('style', 0, 20, { severity: 'info' }),
    generatedCheckCount('seldom', 19, 1),
    generatedCheckCount('never', 20, 0),
    generatedCheckCount('often', 5, 15, { undecided: 2 }),
  ]
  const violated = violatedChecks([generatedResult('mini', 0.9, { checks, violations: [] })])
  expect(violated.map(({ check }) => check.name)).toEqual(['often', 'seldom', 'style'])
  expect(violated.map(failureFigures)).toEqual([
    '15 of 20: 75.0 % [72.0, 78.0]; 2 undecided',
    '1 of 20: 5.0 % [2.0, 8.0]',
    '20 of 20: 100.0 % [97.0, 100.0]',
  ])
})
