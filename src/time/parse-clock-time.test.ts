import { describe, expect, it } from 'vitest'
import type { Json } from '../schema/json.ts'
import { parseClockTime } from './parse-clock-time.ts'

describe('parseClockTime', () => {
  it.each<[Json, number | null]>([
    [12.5, 12.5],
    [-3, -3],
    ['12', 12],
    ['12.25', 12.25],
    ['00:00', 0],
    ['1:05', 65],
    ['90:00', 5_400],
    ['01:02:03', 3_723],
    ['1:02:03.5', 3_723.5],
    ['00:01:02,500', 62.5],
    [' 0:30 ', 30],
    ['1:75', null],
    ['1:60:00', null],
    ['1:2:3:4', null],
    ['-1:00', null],
    ['1:', null],
    ['12s', null],
    ['', null],
    ['9'.repeat(400), null],
    [Number.NaN, null],
    [true, null],
    [null, null],
    [['1:00'], null],
  ])('%j is %j seconds', (value, seconds) => expect(parseClockTime(value)).toBe(seconds))
})
