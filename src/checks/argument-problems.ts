import type { z } from 'zod'
import { shorten } from '../text/shorten.ts'
import type { CheckProblem } from './resolve-check.ts'

const LONGEST_SHOWN = 60

/** What zod found in a check's arguments: what was found and what was expected, in words. */
export function problemsOf(error: z.core.$ZodError, given: unknown): CheckProblem[] {
  return error.issues.flatMap((issue) => problemOf(issue, given))
}

function problemOf(issue: z.core.$ZodIssue, given: unknown): CheckProblem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  const name = path.length === 0 ? 'the check' : path.join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: `${name}: unknown key ${JSON.stringify(key)}` }))
  const found = path.reduce<unknown>(
    (value, step) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined,
    given,
  )
  if (found === undefined && path.length > 0)
    return [{ path: path.slice(0, -1), message: `${name} is missing, ${issue.code === 'custom' ? issue.message : expectation(issue)}` }]
  const shown = path.length === 0 ? '' : ` found ${shorten(JSON.stringify(found) ?? 'nothing', LONGEST_SHOWN)},`
  return [{ path, message: `${name}:${shown} ${expectation(issue)}` }]
}

const WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'a mapping',
  object: 'a mapping',
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${WORDS[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `expected ${issue.values.map((legal) => JSON.stringify(legal)).join(' or ')}`
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}`
    case 'too_big':
      return `expected at most ${issue.maximum}${unit(issue.origin)}`
    case 'invalid_union':
      return `expected ${[...new Set(issue.errors.flat().map((inner) => expectation(inner).replace(/^expected /, '')))].join(' or ')}`
    default:
      return issue.message
  }
}

const unit = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '')
