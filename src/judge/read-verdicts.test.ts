import { expect, test } from 'vitest'
import { readVerdicts } from './read-verdicts.ts'

const reply = (...verdicts: unknown[]) => JSON.stringify({ verdicts })

test('answers are read by id, with their reasons, in JSON or in prose around it', () => {
  const text = `Here it is:\n${reply({ id: 'a', reason: 'short', answer: 'Yes' }, { id: 'b', answer: 'cannot_tell' })}`
  expect(readVerdicts(text, ['a', 'b'])).toEqual({
    verdicts: new Map([
      ['a', { answer: 'yes', reason: 'short' }],
      ['b', { answer: 'cannot tell', reason: '' }],
    ]),
    problem: null,
  })
})

test.each([
  ['', 'the answer is empty'],
  ['no JSON', 'there is no JSON in the answer'],
  ['{"verdict": "yes"}', 'the reply does not fit its schema: verdicts: '],
  [reply({ id: 'a', answer: 'maybe' }), 'the reply does not fit its schema: verdicts.0.answer: '],
  [reply({ id: 'other', answer: 'yes' }), 'there is no single answer to a'],
  [reply({ id: 'a', answer: 'yes' }, { id: 'a', answer: 'no' }), 'there is no single answer to a'],
  ['x'.repeat(200_001), 'the reply has 200001 characters, more than the 200000 that are read'],
  ['['.repeat(100_000), ''],
])('%.40j gives no answer', (text, problem) => {
  const read = readVerdicts(text, ['a'])
  expect(read.verdicts.size).toBe(0)
  expect(read.problem).toContain(problem)
})

test('prototype keys and long reasons do no harm', () => {
  const { verdicts } = readVerdicts(reply({ id: 'a', answer: 'no', reason: 'y'.repeat(10_000), __proto__: { x: 1 } }), ['a', '__proto__'])
  expect(verdicts.get('a')?.reason.length).toBeLessThanOrEqual(500)
  expect(verdicts.has('__proto__')).toBe(false)
})
