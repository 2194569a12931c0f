import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { Estimate, EstimatedRange } from '../schema/estimate.ts'
import { confirmed, costQuestion } from './confirm-cost.ts'

const DOLLAR = 1_000_000_000

function estimateOf(...rows: { nanoUsd: EstimatedRange | null; simulated?: boolean }[]): Estimate {
  const row = { task: 't', model: 'm', phase: 'execution', calls: 1, inputTokens: null, outputTokens: null, from: 'nothing' } as const
  return {
    schema: 'taskbench/estimate@1',
    rows: rows.map((given) => ({ ...row, simulated: false, ...given })),
    calls: rows.length,
    nanoUsd: { low: 0, expected: null, high: null },
    unknown: [],
    notes: [],
  }
}

const dollars = (low: number, high: number | null): EstimatedRange => ({
  low: low * DOLLAR,
  expected: null,
  high: high === null ? null : high * DOLLAR,
})

test('a run is asked about where its high end lies above the threshold, or nowhere', () => {
  expect(costQuestion(estimateOf({ nanoUsd: dollars(0.5, 1) }), 1, true)).toBeNull()
  expect(costQuestion(estimateOf({ nanoUsd: dollars(0.5, 1) }, { nanoUsd: dollars(1, 2.5) }), 1, true)).toBe(
    'This run is estimated to cost $1.50–$3.50. Continue? [y/N] ',
  )
  expect(costQuestion(estimateOf({ nanoUsd: dollars(0.5, null) }), 1, true)).toBe(
    'This run is estimated to cost at least $0.5. Continue? [y/N] ',
  )
  expect(costQuestion(estimateOf({ nanoUsd: null }), 1, true)).toContain('Continue?')
})

test('where it is not known what is asked, and money may be spent, it is asked about', () => {
  const unknown = { ...estimateOf(), calls: null }
  expect(costQuestion(unknown, 1, true)).toBe('This run is estimated to cost at least $0. Continue? [y/N] ')
  expect(costQuestion(unknown, 1, false)).toBeNull()
})

test('simulated money is not asked about', () => {
  expect(costQuestion(estimateOf({ nanoUsd: dollars(50, 100), simulated: true }), 1, true)).toBeNull()
})

test.each([
  ['y\n', true],
  [' YES \n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
])('the answer %j is %s', async (typed, expected) => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = confirmed('Continue? ', { input, output })
  input.write(typed)
  expect(await answer).toBe(expected)
  expect(String(output.read())).toContain('Continue? ')
})

test('an input that ends is a no', async () => {
  const input = new PassThrough()
  const answer = confirmed('Continue? ', { input, output: new PassThrough() })
  input.end()
  expect(await answer).toBe(false)
})
