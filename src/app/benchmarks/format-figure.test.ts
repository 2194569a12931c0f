import { expect, test } from 'vitest'
import { formatBytes, formatFigure, formatRate, formatShare, formatTime } from './format-figure.ts'

test.each([
  [null, '–'],
  [0.1234, '0.123 ms'],
  [8.236, '8.24 ms'],
  [312.4, '312 ms'],
  [1_240, '1.24 s'],
] as const)('a time of %s is "%s"', (ms, text) => {
  expect(formatTime(ms)).toBe(text)
})

test('rates, shares, tokens and bytes are short and say what is unknown', () => {
  expect([formatRate(null), formatRate(0), formatRate(3.1249), formatRate(1_234.5)]).toEqual(['–', '0', '3.12', '1,235'])
  expect([formatShare(null), formatShare(1), formatShare(0.9876)]).toEqual(['–', '100 %', '98.8 %'])
  expect([formatFigure(1_234, 'tokens'), formatFigure(52.31, 'tokens/s')]).toEqual(['1,234', '52.3'])
  expect([formatBytes(0), formatBytes(2_500), formatBytes(-3_210_000)]).toEqual(['0 bytes', '2.5 kB', '−3.21 MB'])
})
