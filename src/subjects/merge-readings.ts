import type { Reading } from '../schema/answer-format.ts'
import type { Json } from '../schema/json.ts'
import { mergeValues } from './merge-values.ts'
import type { Merging } from './merge-values.ts'

/** Most parts whose problems are said. */
const MOST_SAID = 3

/**
 * What the answers to all parts were read as, merged. A part that could not be read, or is of another type than those before it, is left out and
 * named in the problem, which stands beside the value of the others.
 */
export async function mergeReadings(readings: readonly Reading[], merging: Merging): Promise<Reading> {
  const problems: string[] = []
  const values: Json[] = []
  let expected: string | null = null
  for (const [index, { value, problem }] of readings.entries()) {
    const say = (text: string) => problems.push(`part ${index + 1} of ${readings.length}: ${text}`)
    if (value === undefined) {
      say(problem ?? 'nothing was found')
      continue
    }
    const type = typeOf(value)
    if (type !== null && expected !== null && type !== expected) {
      say(`found ${type}, expected ${expected} as in the parts before`)
      continue
    }
    expected ??= type
    values.push(value)
  }
  return {
    value: values.length === 0 ? undefined : await mergeValues(values, merging),
    repaired: readings.some(({ repaired }) => repaired),
    problem: problems.length === 0 ? null : said(problems),
  }
}

/** `null` fits to any other. */
function typeOf(value: Json): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : 'a single value'
}

function said(problems: readonly string[]): string {
  const more = problems.length - MOST_SAID
  return [...problems.slice(0, MOST_SAID), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
