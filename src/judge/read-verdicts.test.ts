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

test('one verdict that is none leaves the others', () => {
  const { verdicts, problem } = readVerdicts(reply({ id: 'a', answer: 'n/a' }, { id: 'b', answer: 'no' }, 7), ['a', 'b'])
  expect([...verdicts]).toEqual([['b', { answer: 'no', reason: '' }]])
  expect(problem).toMatch(/^the reply does not fit its schema: verdicts\.0\.answer: /)
})

const BOMB = `${'['.repeat(500)}${']'.repeat(500)}`
const HOSTILE: readonly unknown[] = [
  [null, true, false, 0, 1, -1, 1e308, '', ' ', [], {}, [[]], ['yes'], { answer: 'yes' }, { yes: true }, '1', 'true', 'passed', 'pass'],
  [
    'YES!',
    'yes, of course',
    'yes no',
    'ja',
    'y',
    'да',
    'y\u200bes',
    '\u0000yes',
    'yes\u001b[31m',
    '<script>alert(1)</script>',
    '${process.exit(1)}',
  ],
  [
    '{{answer}}',
    '!!js/function "yes"',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(100_000),
    '=cmd|calc',
    "'; DROP TABLE",
    '\ud800',
    BOMB,
  ],
].flat()

test.each(HOSTILE.map((value) => [JSON.stringify(value).slice(0, 60), value]))(
  '%s is no answer and no question, and does no harm as a reason',
  (_, value) => {
    expect(readVerdicts(reply({ id: 'a', reason: '', answer: value }), ['a']).verdicts.size).toBe(0)
    expect(readVerdicts(reply({ id: value, reason: '', answer: 'yes' }), ['a']).verdicts.size).toBe(0)
    const { verdicts } = readVerdicts(reply({ id: 'a', reason: value, answer: 'no' }), ['a'])
    const reason = verdicts.get('a')?.reason ?? ''
    expect(reason.length).toBeLessThanOrEqual(500)
    expect(reason).not.toMatch(/[\u0000\u001b]/)
    const [read, root] = [readVerdicts(JSON.stringify(value), ['a']), readVerdicts(JSON.stringify({ verdicts: value }), ['a'])]
    expect([read.verdicts.size, root.verdicts.size]).toEqual([0, 0])
    expect([read.problem, root.problem]).not.toContain(null)
  },
)
