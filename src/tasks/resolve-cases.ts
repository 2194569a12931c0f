import { problemsOf } from '../config/zod-faults.ts'
import type { Problem } from '../config/zod-faults.ts'
import { hashJson } from '../hash/hash-json.ts'
import { caseSchema } from '../schema/case.ts'
import type { Case } from '../schema/case.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { nearest } from '../text/nearest.ts'
import { dataProblem } from './data-problem.ts'
import { isPlainCase } from './plain-case.ts'
import type { RawCase } from './raw-case.ts'
import { resolveChecks } from './resolve-checks.ts'

const OWN_FIELDS = ['id', 'input', 'gold', 'tags', 'checks']
/** Digits of a caseHash that name a case without an id. */
const ID_DIGITS = 10
const LONGEST_ID = 200

/** Validates cases: every fault is reported at its own line. */
export function resolveCases(raw: readonly RawCase[]): { cases: Case[]; faults: Fault[] } {
  const faults: Fault[] = []
  const cases: Case[] = []
  const places = new Map<string, Place>()
  for (const source of raw) {
    const say = ({ path, message, hint, atKey }: Problem) =>
      faults.push({ place: source.placeOf?.(path, atKey ? 'key' : 'value') ?? source.place, message, hint })
    const { value, problems } = readCase(source.value)
    for (const problem of problems) say({ ...problem, message: `case: ${problem.message}` })
    const resolved = resolveChecks((source.value as { checks?: unknown } | null)?.checks, {
      placeOf: source.placeOf ?? (() => source.place),
    })
    faults.push(...resolved.faults)
    if (!value) continue
    const input = value.input ?? rest(source.value as JsonObject)
    const gold = value.gold
    const caseHash = hashJson({ input, gold })
    const id = value.id === undefined ? caseHash.slice(0, ID_DIGITS) : String(value.id)
    const before = places.get(id)
    const hint = before && `first at ${before.file}:${before.line}`
    if (hint) say({ path: value.id === undefined ? [] : ['id'], message: twice(id, value.id === undefined), hint })
    else places.set(id, source.place)
    cases.push({ id, input, gold, tags: value.tags ?? [], checks: resolved.checks, caseHash, place: source.place })
  }
  return { cases, faults }
}

interface Written {
  id?: string | number | undefined
  input?: JsonObject | undefined
  gold?: Json | undefined
  tags?: string[] | undefined
}

function readCase(value: unknown): { value: Written | null; problems: Problem[] } {
  const unfit = dataProblem(value)
  if (unfit) return { value: null, problems: [unfit] }
  const parsed = isPlainCase(value) ? { success: true as const, data: value as Written } : caseSchema.safeParse(value)
  if (!parsed.success) return { value: null, problems: problemsOf(parsed.error, value).map((problem) => withHint(problem, value)) }
  const problems: Problem[] = parsed.data.input === undefined ? [] : Object.keys(value as object).flatMap(unknownField)
  const { id } = parsed.data
  if (typeof id === 'string' && id.length > LONGEST_ID)
    problems.push({ path: ['id'], message: `id: found ${id.length} characters, expected at most ${LONGEST_ID}` })
  return { value: value as Written, problems }
}

/** Beside `input` nothing else is input: what stands there would be lost. */
function unknownField(key: string): Problem[] {
  if (OWN_FIELDS.includes(key)) return []
  const meant = nearest(key, OWN_FIELDS)
  return [
    {
      path: [key],
      message: `unknown key ${JSON.stringify(key)} beside \`input\``,
      hint: meant ? `did you mean ${meant}?` : `put it into \`input\`, or leave it out; legal: ${OWN_FIELDS.join(', ')}`,
      atKey: true,
    },
  ]
}

function withHint(problem: Problem, value: unknown): Problem {
  const isText = problem.path.length === 1 && problem.path[0] === 'input' && typeof (value as { input?: unknown }).input === 'string'
  return isText ? { ...problem, hint: 'name the field: `input: { text: … }`' } : problem
}

function twice(id: string, unnamed: boolean): string {
  return unnamed ? `two cases without an id are the same: the case id ${id} is used twice` : `the case id ${id} is used twice`
}

/** Without `input`, every other field is input. */
function rest(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_FIELDS.includes(key)))
}
