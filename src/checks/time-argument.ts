import { z } from 'zod'
import { parseClockTime } from '../time/parse-clock-time.ts'

/** A number or a time of the clock. */
export const timeArgument = z
  .union([z.number(), z.string()])
  .refine((value) => parseClockTime(value) !== null, 'expected a number or [hh:]mm:ss')
  .describe('A number (of seconds), or [hh:]mm:ss')

/** The number of a time argument. */
export function secondsOf(value: number | string): number {
  return parseClockTime(value) as number
}
