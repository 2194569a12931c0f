import { expect, it } from 'vitest'
import { explainMetric } from './explain-metric.ts'
import { counted } from './format-count.ts'
import { formatTick } from './format-tick.ts'
import { saidBeside } from './said-beside.ts'
import { prettyJson } from './pretty-json.ts'

it('figures are counted in words', () => expect([counted(1, 'test'), counted(2_000, 'test')]).toEqual(['1 test', '2,000 tests']))

it('ticks have no needless decimal', () => expect([formatTick(0.5, 'share'), formatTick(0.125, 'share')]).toEqual(['50 %', '12.5 %']))

it('a metric is explained with interval, n, method and direction, or why it has no value', () => {
  const metric = {
    value: 0.87,
    low: 0.8,
    high: 0.93,
    level: 0.95,
    n: 40,
    method: 'Wilson',
    unit: 'share',
    direction: 'higher' as const,
    reason: null,
  }
  expect(explainMetric('f1', metric)).toBe('f1 87.0 %, 95 % interval 80.0 to 93.0 %, n = 40, Wilson; higher is better')
  expect(explainMetric('f1', { ...metric, value: null, low: null, high: null, reason: 'no case has gold' })).toBe(
    'f1: no value, because no case has gold; higher is better',
  )
})

it.each([
  ['{"a":1}', '{\n  "a": 1\n}'],
  ['"text"', null],
  ['{broken', null],
])('JSON %s is indented as %j', (text, pretty) => expect(prettyJson(text)).toBe(pretty))

it.each([
  [{ message: 'it crashed' }, 'it crashed'],
  [{ message: 'found 1, expected 2', found: '1', expected: '2' }, ''],
  [{ message: '/a must be <= 4; found 6, expected a value that fits', found: '6', expected: 'a value that fits' }, '/a must be <= 4'],
  [{ message: 'there is no item; expected 2', expected: '2' }, 'there is no item'],
  [{ message: 'cut short …', found: 'long', expected: 'short' }, 'cut short …'],
])('of %j is said beside the facts: %j', (check, said) => expect(saidBeside(check)).toBe(said))
