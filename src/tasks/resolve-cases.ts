import { caseSchema } from '../schema/case.ts'
import type { Case } from '../schema/case.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Fault } from '../schema/fault.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { problemsOf } from '../config/zod-faults.ts'
import { resolveCheck } from '../checks/resolve-check.ts'
import { hashJson } from '../hash/hash-json.ts'
import type { RawCase } from './raw-case.ts'

const OWN_FIELDS = new Set(['id', 'gold', 'tags', 'checks', 'input'])
const RESERVED_KEYS = ['__proto__', 'constructor', 'prototype']
/** Digits of a caseHash that name a case without an id. */
const ID_DIGITS = 10

/** Validates cases: every fault is reported at its own line. */
export function resolveCases(raw: readonly RawCase[]): { cases: Case[]; faults: Fault[] } {
  const faults: Fault[] = []
  const cases: Case[] = []
  const places = new Map<string, RawCase['place']>()
  for (const { value, place } of raw) {
    const parsed = caseSchema.safeParse(value)
    const reserved = RESERVED_KEYS.find((key) => value !== null && typeof value === 'object' && Object.hasOwn(value, key))
    if (reserved) faults.push({ place, message: `the case has the key ${reserved}, which is reserved` })
    if (!parsed.success)
      faults.push(...problemsOf(parsed.error, value).map(({ message, hint }) => ({ place, message: `case: ${message}`, hint })))
    if (reserved || !parsed.success) continue
    const checks = resolveCaseChecks(parsed.data.checks ?? [], place, faults)
    const input = parsed.data.input ?? rest(parsed.data as JsonObject)
    const gold = parsed.data.gold as Json | undefined
    const caseHash = hashJson({ input, gold })
    const id = parsed.data.id === undefined ? caseHash.slice(0, ID_DIGITS) : String(parsed.data.id)
    const before = places.get(id)
    if (before) faults.push({ place, message: `the case id ${id} is used twice`, hint: `first at ${before.file}:${before.line}` })
    else places.set(id, place)
    cases.push({ id, input: input as JsonObject, gold, tags: parsed.data.tags ?? [], checks, caseHash, place })
  }
  return { cases, faults }
}

/** Without `input`, every other field is input. */
function rest(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_FIELDS.has(key)))
}

function resolveCaseChecks(raw: readonly unknown[], place: RawCase['place'], faults: Fault[]): CheckSpec[] {
  return raw.flatMap((each) => {
    const resolved = resolveCheck(each)
    if ('check' in resolved) return [{ ...resolved.check, place }]
    faults.push(...resolved.problems.map(({ message, hint }) => ({ place, message, hint })))
    return []
  })
}
