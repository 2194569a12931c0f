import { expect, it } from 'vitest'
import { verdictSentence } from './verdict-sentence.ts'

const ranking = (...entries: [string, number | null, boolean | null][]) => ({
  task: 'triage',
  metric: 'f1',
  entries: entries.map(([model, score, tiedWithBest]) => ({ model, score, low: score, high: score, tiedWithBest })),
})

const costs = new Map([
  ['a', 100],
  ['b', 20],
  ['c, cold', 50],
])

const given = { unit: 'share', simulated: new Set(['sim:careful']) }

it('names the one best model', () => {
  expect(verdictSentence(ranking(['a', 0.9, true], ['b', 0.5, false]), { ...given, costs })).toBe('a is best by f1 (90.0 %)')
})

it('names those from which no difference was found, and the cheapest of them', () => {
  expect(verdictSentence(ranking(['a', 0.9, true], ['b', 0.88, true], ['c, cold', 0.87, true]), { ...given, costs })).toBe(
    'a leads by f1 (90.0 %), but no difference from b and “c, cold” was found; b costs 80 % less',
  )
})

it('says nothing of cost where the best is the cheapest or unpriced', () => {
  const text = 'b leads by f1 (90.0 %), but no difference from a was found'
  expect(verdictSentence(ranking(['b', 0.9, true], ['a', 0.8, true]), { ...given, costs })).toBe(text)
  expect(verdictSentence(ranking(['b', 0.9, true], ['a', 0.8, true]), { ...given, costs: new Map([['a', 1]]) })).toBe(text)
})

it('does not call a model best where ties are unknown', () => {
  expect(verdictSentence(ranking(['a', 0.9, null], ['b', 0.5, null]), { ...given, costs })).toBe(
    'a leads by f1 (90.0 %); whether it is best is undecided',
  )
})

it('does not compare a model alone, or none', () => {
  expect(verdictSentence(ranking(['a', 0.9, null]), { ...given, costs })).toBe('a has 90.0 % by f1')
  expect(verdictSentence(ranking(['a', null, null]), { ...given, costs })).toBe('no model has a score in f1')
  expect(verdictSentence(ranking(), { ...given, costs })).toBe('no model has a score in f1')
})

it('says which models are simulated', () => {
  expect(verdictSentence(ranking(['sim:careful', 0.9, true], ['b', 0.88, true]), { ...given, costs })).toBe(
    'sim:careful (simulated) leads by f1 (90.0 %), but no difference from b was found',
  )
})
