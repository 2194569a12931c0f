import { expect, test } from 'vitest'
import { simulatedJudgement } from './simulated-judgement.ts'

const rates = { falsePass: 0.2, falseFail: 0.1, cannotTell: 0.05 }
const verdictsOf = (agrees: boolean | null, count = 4_000, mistakes = rates) => {
  const questions = Array.from({ length: count }, (_, index) => ({ id: `q${index}`, question: `question ${index}` }))
  const text = simulatedJudgement({ answer: 'a', agrees, vote: 0, questions }, mistakes, 1, 'key')
  return (JSON.parse(text) as { verdicts: { id: string; reason: string; answer: string }[] }).verdicts
}
const share = (list: { answer: string }[], answer: string) => list.filter((verdict) => verdict.answer === answer).length / list.length

test('a simulated judge errs at its rates', () => {
  const [right, wrong] = [verdictsOf(true), verdictsOf(false)]
  expect(share(right, 'cannot tell')).toBeCloseTo(0.05, 1)
  expect(share(right, 'no')).toBeCloseTo(0.95 * 0.1, 1)
  expect(share(wrong, 'yes')).toBeCloseTo(0.95 * 0.2, 1)
})

test('without mistakes it goes by gold, and says that it is simulated', () => {
  const none = { falsePass: 0, falseFail: 0, cannotTell: 0 }
  expect(verdictsOf(true, 3, none).map(({ answer }) => answer)).toEqual(['yes', 'yes', 'yes'])
  expect(verdictsOf(false, 1, none)).toEqual([
    { id: 'q0', reason: 'simulated judge: the answer does not agree with gold; the question was not read', answer: 'no' },
  ])
})

test('without gold it cannot tell', () => {
  expect(share(verdictsOf(null, 100), 'cannot tell')).toBe(1)
})

test('a question is answered the same in any company', () => {
  expect(verdictsOf(false, 10)).toEqual(verdictsOf(false, 100).slice(0, 10))
})
