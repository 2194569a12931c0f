import { checkKind } from '../checks/check-kinds.ts'
import { resolveCheck } from '../checks/resolve-check.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { extractJson } from '../text/extract-json.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { isTextArgument } from './check-vocabulary.ts'
import type { CandidateCheck } from './lock-checks.ts'
import { readReply } from './read-reply.ts'
import type { Requirement } from './read-requirements.ts'

/** A check as a writer proposes it. */
export interface ReadCandidate {
  candidate: CandidateCheck
  /** Id of its requirement, as it was said; `null` if it names none that there is. */
  requirement: string | null
  /** What is wrong with it; `null`: it is a legal check. */
  problem: string | null
}

const FIELDS = ['name', 'description', 'severity', 'kind', 'not'] as const

/** Reads proposed checks from a writer's reply. Nothing that stands in them is evaluated. Never throws. */
export function readCandidates(
  text: string,
  requirements: readonly Requirement[],
  most: number,
): { candidates: ReadCandidate[]; problem: string | null } {
  const { items, problem } = readReply(text, 'checks', most)
  return { candidates: items.map((item) => readCandidate(item, requirements)), problem }
}

function readCandidate(item: Json, requirements: readonly Requirement[]): ReadCandidate {
  if (!isObject(item)) return { candidate: { check: item }, requirement: null, problem: 'expected a mapping' }
  const follows = requirements.find(({ id }) => id === own(item, 'requirement'))
  const check = asWritten(item)
  const resolved = resolveCheck(check)
  return {
    candidate: { check, source: follows?.source, category: follows?.category },
    requirement: follows?.id ?? null,
    problem: 'problems' in resolved ? said(resolved.problems) : follows ? null : 'it names no requirement of the list',
  }
}

/** A proposal as a check would stand in a task file. */
function asWritten(item: JsonObject): JsonObject {
  const fields = FIELDS.flatMap((name): [string, Json][] => {
    const value = own(item, name)
    return value === undefined || value === null || value === '' ? [] : [[name, value]]
  })
  const named = own(item, 'kind')
  const kind = typeof named === 'string' ? checkKind(named) : null
  const given = argumentsOf(own(item, 'arguments')).filter(([name]) => !(FIELDS as readonly string[]).includes(name))
  const read = given.map(([name, value]): [string, Json] => [name, kind && isTextArgument(kind, name) ? value : fromJson(value)])
  return Object.fromEntries([...read, ...fields])
}

/** Arguments as a list of names and values, as asked for, or as a mapping, as some models write them all the same. */
function argumentsOf(given: Json | undefined): [string, Json][] {
  if (isObject(given)) return Object.entries(given)
  if (!Array.isArray(given)) return []
  return given.flatMap((entry): [string, Json][] => {
    const [name, value] = isObject(entry) ? [own(entry, 'name'), own(entry, 'value')] : []
    return typeof name === 'string' && value !== undefined ? [[name, value]] : []
  })
}

/** A value that is no text was written as JSON; what is no JSON is a text after all. */
function fromJson(value: Json): Json {
  if (typeof value !== 'string') return value
  // Lists and mappings are read within bounds of depth.
  if (/^\s*[[{]/.test(value)) return extractJson(value).value ?? value
  try {
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}

const own = (value: JsonObject, key: string): Json | undefined => (Object.hasOwn(value, key) ? value[key] : undefined)

const isObject = (value: Json | undefined): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)

const said = (problems: readonly { path: readonly (string | number)[]; message: string }[]): string =>
  shorten(stripControl(problems.map(({ path, message }) => [...path, message].join(' ')).join('; ')), 300)
