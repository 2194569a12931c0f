import type { z } from 'zod'
import type { Fault } from '../schema/fault.ts'
import { nearest } from '../text/nearest.ts'
import { shorten } from '../text/shorten.ts'
import type { YamlFile } from './read-yaml.ts'

/** A problem before it has a place: a path into the value, what is wrong, what to do. */
export interface Problem {
  path: PropertyKey[]
  message: string
  hint?: string | undefined
  /** The key itself is at fault, not its value. */
  atKey?: boolean
}

/** To be given to `safeParse`: says the legal keys beside an unknown one, which zod itself leaves out. */
export const sayLegalKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined
  const shape = (issue.inst as { shape?: Record<string, unknown> } | undefined)?.shape
  return shape && Object.keys(shape).join(LEGAL_SEPARATOR)
}

const LEGAL_SEPARATOR = ', '

/** What zod found, in words that say what was found and what was expected. */
export function problemsOf(error: z.core.$ZodError, value: unknown, base: readonly PropertyKey[] = []): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, value, base))
}

/** Problems with their places in a file. */
export function placeProblems(problems: readonly Problem[], source: Pick<YamlFile, 'placeOf'>): Fault[] {
  return problems.map(({ path, message, hint, atKey }) => ({ place: source.placeOf(path, atKey ? 'key' : 'value'), message, hint }))
}

function problemsOfIssue(issue: z.core.$ZodIssue, value: unknown, base: readonly PropertyKey[]): Problem[] {
  const path = [...base, ...issue.path]
  const name = path.length === 0 ? 'the file' : path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const legal = legalKeys(issue)
    return issue.keys.map((key) => {
      const meant = nearest(key, legal)
      const list = legal.length > 0 ? `legal: ${legal.join(', ')}` : undefined
      return {
        path: [...path, key],
        message: `unknown key ${JSON.stringify(key)}`,
        hint: meant ? `did you mean ${meant}?` : list,
        atKey: true,
      }
    })
  }
  if (issue.code === 'invalid_union') return problemsOfUnion(issue, value, base, path, name)
  const found = valueAt(value, issue.path)
  if (found === null && path.length === 0) return [{ path, message: `the file is empty, ${expectation(issue)}` }]
  if (found === undefined && issue.path.length > 0)
    return [{ path: path.slice(0, -1), message: `${name} is missing, ${expectation(issue)}` }]
  return [{ path, message: `${name}: found ${show(found)}, ${expectation(issue)}`, hint: meantHint(issue, found) }]
}

/** The legal word that was probably meant. */
function meantHint(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined
  const meant = nearest(found, issue.values.map(String))
  return meant === null ? undefined : `did you mean ${meant}?`
}

/** Codes of a value that a branch of a union was not meant for. */
const OF_ANOTHER_KIND: readonly string[] = ['invalid_type', 'invalid_value']

/** Of a union the branch that came furthest is explained: the one whose first fault lies deepest. */
function problemsOfUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  base: readonly PropertyKey[],
  path: PropertyKey[],
  name: string,
): Problem[] {
  const found = valueAt(value, issue.path)
  const branches = issue.errors.filter((branch) => branch.some((inner) => inner.path.length > 0 || !OF_ANOTHER_KIND.includes(inner.code)))
  const [best] = [...branches].sort((a, b) => a.length - b.length)
  if (best)
    return best.flatMap((inner) => problemsOfIssue({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, value, base))
  if ('options' in issue && Array.isArray(issue.options) && issue.options.length > 0)
    return problemsOfTag(issue.options.map(String), found, path, name)
  const expected = issue.errors.flatMap((branch) => branch.map((inner) => expectation(inner).replace(/^expected /, '')))
  return [{ path, message: `${name}: found ${show(found)}, expected ${[...new Set(expected)].join(' or ')}` }]
}

/** The key that tells the branches of a union apart says none of them. */
function problemsOfTag(legal: readonly string[], found: unknown, path: PropertyKey[], name: string): Problem[] {
  const words = legal.map((word) => JSON.stringify(word)).join(' or ')
  if (found === undefined) return [{ path: path.slice(0, -1), message: `${name} is missing, expected ${words}` }]
  const meant = typeof found === 'string' ? nearest(found, legal) : null
  return [
    { path, message: `${name}: found ${show(found)}, expected ${words}`, hint: meant === null ? undefined : `did you mean ${meant}?` },
  ]
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${article(issue.expected)}`
    case 'too_small':
      return `expected ${issue.origin === 'number' || issue.origin === 'int' ? (issue.inclusive ? 'at least' : 'more than') : 'at least'} ${issue.minimum}${unit(issue.origin, issue.minimum)}`
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin, issue.maximum)}`
    case 'invalid_value':
      return `expected ${issue.values.map((legal) => JSON.stringify(legal)).join(' or ')}`
    default:
      return issue.message
  }
}

const UNITS: Record<string, string> = { string: ' character', array: ' item' }
const unit = (origin: string, count: number | bigint) => {
  const name = UNITS[origin]
  return name === undefined ? '' : `${name}${Number(count) === 1 ? '' : 's'}`
}

function article(expected: string): string {
  const words: Record<string, string> = {
    record: 'a mapping',
    object: 'a mapping',
    array: 'a list',
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
  }
  return words[expected] ?? expected
}

function legalKeys({ message }: z.core.$ZodIssueUnrecognizedKeys): string[] {
  return /^\w+(, \w+)*$/.test(message) ? message.split(LEGAL_SEPARATOR) : []
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  )
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value !== null && typeof value === 'object') return 'a mapping'
  return shorten(typeof value === 'string' ? JSON.stringify(value) : String(value), 60)
}
