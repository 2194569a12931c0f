import { describe, expect, it } from 'vitest'
import { explainMetric } from './explain-metric.ts'
import { counted } from './format-count.ts'
import { formatDuration } from './format-duration.ts'
import { formatMetric } from './format-metric.ts'
import { formatUsd } from './format-usd.ts'
import { prettyJson } from './pretty-json.ts'

describe('figures', () => {
  it.each([
    [null, 'unknown'],
    [0, '$0'],
    [21_000, '$0.000021'],
    [12_345_678, '$0.0123'],
    [1_234_567_890_000, '$1,234.57'],
  ])('%s nano-dollars read %s', (nanoUsd, text) => expect(formatUsd(nanoUsd)).toBe(text))

  it.each([
    [null, 'unknown'],
    [0.2, '<1 ms'],
    [340.4, '340 ms'],
    [1_234, '1.23 s'],
    [12_345, '12.3 s'],
    [75_000, '1 min 15 s'],
    [7_260_000, '2 h 1 min'],
  ])('%s ms read %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text))

  it.each([
    [0.87123, 'share', '87.1 %'],
    [-0.1, 'share', '−10.0 %'],
    [1.23456, 'ratio', '1.23'],
    [340, 'ms', '340 ms'],
    [0.0021, 'USD', '$0.0021'],
    [2_100_000, 'nanoUsd', '$0.0021'],
    [null, 'share', '–'],
  ])('%s in %s reads %s', (value, unit, text) => expect(formatMetric(value, unit)).toBe(text))

  it('are counted in words', () => expect([counted(1, 'test'), counted(2_000, 'test')]).toEqual(['1 test', '2,000 tests']))
})

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
