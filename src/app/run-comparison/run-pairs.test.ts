import { expect, it } from 'vitest'
import type { ComparedCase } from '../../schema/comparison-source.ts'
import type { EmbeddedAnswerOfSide } from '../../schema/embedded-report.ts'
import { chosenCases } from './chosen-cases.ts'
import { comparedRow } from './compared-row.ts'
import { runPairs } from './run-pairs.ts'

const answer = (side: 'a' | 'b', id: string, given: Partial<EmbeddedAnswerOfSide> = {}) =>
  comparedRow({
    side,
    task: 't',
    model: 'm',
    case: id,
    trial: 0,
    tags: [],
    outcome: 'passed',
    counts: 'answered',
    checks: { passed: ['short'], failed: [], undecided: [] },
    answer: 'Some Answer',
    error: null,
    note: null,
    costNanoUsd: 1,
    latencyMs: 1,
    ...given,
  })
const compared = (a: string | null, b: string | null, change: ComparedCase['change']): ComparedCase => ({
  a,
  b,
  scoreA: 1,
  scoreB: 1,
  change,
  byId: false,
})
const rowsOf = (rows: ReturnType<typeof comparedRow>[]) => ({ byCase: Map.groupBy(rows, ({ caseKey }) => caseKey) })
const failed: Partial<EmbeddedAnswerOfSide> = { outcome: 'failed', checks: { passed: [], failed: ['short'], undecided: [] } }
const casesOf = (...cases: ComparedCase[]) => ({ task: 't', model: 'm', metric: 'accuracy', cases })

it('pairs the answers of both sides as the comparison paired their cases, whatever their ids', () => {
  const rows = rowsOf([answer('a', 'old'), answer('b', 'new'), answer('b', 'old', { answer: 'another case now' })])
  const [pair] = runPairs(rows, casesOf(compared('old', 'new', 'same')), null)
  expect(pair).toMatchObject({ caseId: 'new', a: [{ search: 'old\nsome answer' }], b: [{ search: 'new\nsome answer' }], flip: 'passed' })
})

it('says by the primary score who is better, by a check where one is named, and sets apart what has no pair', () => {
  const rows = rowsOf([answer('a', 'x'), answer('b', 'x', failed), answer('a', 'y', failed), answer('b', 'y', failed), answer('a', 'z')])
  const cases = casesOf(compared('x', 'x', 'better'), compared('y', 'y', 'same'), compared('z', null, null), compared('x', 'x', null))
  expect(runPairs(rows, cases, null).map(({ flip }) => flip)).toEqual(['only-b', 'failed', 'apart', 'apart'])
  expect(runPairs(rows, cases, 'short').map(({ flip }) => flip)).toEqual(['only-a', 'failed', 'apart', 'only-a'])
})

it('shows an error or a note where there is no answer', () => {
  expect(answer('a', 'x', { answer: null, error: 'timeout: too late' })).toMatchObject({ answer: '', preview: 'timeout: too late' })
  expect(answer('a', 'x', { answer: null, note: '2 of 3 trials passed' }).preview).toBe('2 of 3 trials passed')
})

it('takes the task and model of an address, else the first that there are', () => {
  const cases = [casesOf(), { ...casesOf(), model: 'n' }, { ...casesOf(), task: 'u' }]
  expect(chosenCases(cases, { task: 't', model: 'n' })).toBe(cases[1])
  expect(chosenCases(cases, { task: 'u', model: 'n' })).toBe(cases[2])
  expect(chosenCases(cases, { task: 'gone', model: null })).toBe(cases[0])
  expect(chosenCases([], { task: null, model: null })).toBeNull()
})
