import { expect, it } from 'vitest'
import { generatedReport } from '../../report/testing/generated-report.ts'
import { headline } from './headline.ts'

it('says the verdict with simulated models named as such and misleading labels in quotes', () => {
  expect(headline(generatedReport(), 'concepts', false)).toBe(
    'sim:careful (simulated) leads by f1 (91.0 % [88.0, 94.0]), but no difference from “mini, cold” was found; sim:hasty (simulated) is worse (p = 0.002).',
  )
})

it('names the task where there are several, and says where nothing is ranked', () => {
  expect(headline(generatedReport(), 'nowhere', true)).toBe('nowhere: No model can be ranked.')
})
