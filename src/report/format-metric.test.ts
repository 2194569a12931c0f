import { expect, it } from 'vitest'
import {
  formatBound,
  formatBounds,
  formatCost,
  formatDifference,
  formatDuration,
  formatInterval,
  formatMoney,
  formatProbability,
  formatPValue,
  formatValue,
} from './format-metric.ts'

it('shows shares as percentages with one decimal', () => {
  expect(formatInterval({ value: 0.912, low: 0.88, high: 0.939 }, 'share')).toBe('91.2 % [88.0, 93.9]')
  expect(formatInterval({ value: 1, low: 0.7225, high: 1 }, 'share')).toBe('100.0 % [72.3, 100.0]')
  expect(formatDifference(-0.031, 'share')).toBe('−3.1 points')
  expect(formatDifference(0.031, 'share')).toBe('+3.1 points')
})

it('shows intervals alone, percentages without their sign', () => {
  expect(formatBounds({ low: 0.88, high: 0.939 }, 'share')).toBe('[88.0, 93.9]')
  expect(formatBounds({ low: -0.031, high: null }, 'share')).toBe('[−3.1, –]')
  expect(formatBounds({ low: null, high: null }, 'share')).toBe('')
  expect([formatBound(0.05, 'share'), formatBound(2_100_000, 'nanoUsd'), formatBound(null, 'ms')]).toEqual(['5.0', '$0.0021', '–'])
})

it('shows money with as many digits as it needs', () => {
  const shown = [0, 1, 21_000, 2_100_000, 123_456_789, 999_000_000, 1_234_567_000, 1_234_567_000_000, -2_100_000].map(formatMoney)
  expect(shown).toEqual(['$0', '$0.000000001', '$0.000021', '$0.0021', '$0.123', '$0.999', '$1.23', '$1,234.57', '−$0.0021'])
  expect(formatInterval({ value: 0.0021, low: 0.0019, high: 0.0023 }, 'USD')).toBe('$0.0021 [$0.0019, $0.0023]')
})

it('shows durations in the unit that fits', () => {
  const shown = [0, 0.04, 8.25, 312.4, 999.4, 999.6, 1240, 12_340, 59_999, 125_000, 3_599_600, 7_260_000].map(formatDuration)
  expect(shown).toEqual([
    '0 ms',
    '0 ms',
    '8.3 ms',
    '312 ms',
    '999 ms',
    '1.00 s',
    '1.24 s',
    '12.3 s',
    '1 min 0 s',
    '2 min 5 s',
    '1 h 0 min',
    '2 h 1 min',
  ])
})

it('shows a dash for what is unknown and never a zero', () => {
  expect(formatMoney(null)).toBe('–')
  expect(formatDuration(null)).toBe('–')
  expect(formatValue(null, 'share')).toBe('–')
  expect(formatDifference(null, 'share')).toBe('–')
  expect(formatInterval({ value: null, low: null, high: null }, 'share')).toBe('–')
  expect(formatInterval({ value: 312, low: null, high: null }, 'ms')).toBe('312 ms')
  expect(formatInterval({ value: 312, low: 290, high: null }, 'ms')).toBe('312 ms [290 ms, –]')
})

it('shows numbers of other units with three significant digits', () => {
  expect(formatValue(0.123456, 'α')).toBe('0.123')
  expect(formatDifference(-2.5, 'items')).toBe('−2.5')
})

it('says p values as readers expect them', () => {
  expect([null, 0.0001, 0.0021, 0.0499, 0.31].map(formatPValue)).toEqual(['', 'p < 0.001', 'p = 0.002', 'p = 0.050', 'p = 0.31'])
})

it('says p values alone where a column is headed p', () => {
  expect([null, 0.0001, 0.0021, 0.31].map(formatProbability)).toEqual(['–', '< 0.001', '0.002', '0.31'])
})

it('says what is unpriced beside what is priced', () => {
  expect(formatCost(2_100_000, 0)).toBe('$0.0021')
  expect(formatCost(null, 12)).toBe('unpriced')
  expect(formatCost(0, 12)).toBe('unpriced')
  expect(formatCost(2_100_000, 3)).toBe('$0.0021 + 3 unpriced')
  expect(formatCost(null, 0)).toBe('–')
})
