import { expect, test } from 'vitest'
import { runEnding } from './run-ending.ts'

test('a run without money for all trials is not complete, and says each reason once', () => {
  expect(runEnding('complete', null, [])).toEqual({ status: 'complete', stopReason: null })
  expect(runEnding('complete', null, ['the budget is spent', 'the budget is spent'])).toEqual({
    status: 'incomplete',
    stopReason: 'the budget is spent',
  })
  expect(runEnding('incomplete', 'm was abandoned; the last error, budget: insufficient credits', ['insufficient credits'])).toEqual({
    status: 'incomplete',
    stopReason: 'm was abandoned; the last error, budget: insufficient credits',
  })
  expect(runEnding('interrupted', 'Ctrl-C', ['the budget is spent'])).toEqual({
    status: 'interrupted',
    stopReason: 'Ctrl-C; the budget is spent',
  })
})
