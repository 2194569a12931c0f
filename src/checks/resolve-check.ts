import type { z } from 'zod'
import type { CheckSpec } from '../schema/check.ts'
import type { CheckKind } from '../schema/check-kind.ts'
import type { Json } from '../schema/json.ts'
import { checkBaseSchema } from '../schema/task.ts'
import { nearest } from '../text/nearest.ts'
import { problemsOf } from './argument-problems.ts'
import { checkKind, checkKinds } from './check-kinds.ts'
import { hasTemplate } from './fill-arguments.ts'

/** What is wrong with a check as it is written. */
export interface CheckProblem {
  /** To the value at fault; of what is missing, to what should hold it. */
  path: (string | number)[]
  message: string
  hint?: string | undefined
}

const COMMON = Object.keys(checkBaseSchema.shape)

/** A check as it is written, validated by its kind: the check, or everything that is wrong with it. */
export function resolveCheck(raw: unknown): { check: CheckSpec } | { problems: CheckProblem[] } {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    return { problems: [{ path: [], message: 'expected a check: a mapping with `kind`' }] }
  const base = checkBaseSchema.safeParse(raw)
  const problems = base.success ? [] : problemsOf(base.error, raw)
  const { kind: name } = raw as { kind?: unknown }
  if (typeof name !== 'string') return { problems }
  const kind = checkKind(name)
  if (!kind) return { problems: [unknownKind(name), ...problems] }
  const parsed = parseArguments(kind, Object.fromEntries(Object.entries(raw).filter(([key]) => !COMMON.includes(key))))
  if ('problems' in parsed) problems.push(...parsed.problems)
  if (!base.success || 'problems' in parsed) return { problems }
  const { description, severity, not } = base.data
  return {
    check: {
      name: base.data.name ?? kind.kind,
      kind: kind.kind,
      severity,
      ...(description === undefined ? {} : { description }),
      not,
      arguments: parsed.arguments,
    },
  }
}

/** A kind's arguments, validated: with their defaults, or everything that is wrong with them. What holds templates is validated for each case. */
export function parseArguments(
  kind: CheckKind,
  given: Record<string, Json>,
): { arguments: Record<string, Json> } | { problems: CheckProblem[] } {
  const known = Object.keys(shapeOf(kind.schema))
  const unknown = Object.keys(given).filter((key) => !known.includes(key))
  const problems = unknown.map((key) => unknownArgument(key, kind.kind, known))
  const templated = Object.keys(given).filter((key) => hasTemplate(given[key] as Json))
  const parsed = kind.schema.safeParse(Object.fromEntries(Object.entries(given).filter(([key]) => known.includes(key))))
  const faults = parsed.success ? (kind.validate?.(parsed.data) ?? []) : problemsOf(parsed.error, given)
  problems.push(...faults.filter(({ path }) => !templated.includes(String(path[0]))))
  if (problems.length > 0) return { problems }
  return { arguments: parsed.success && templated.length === 0 ? parsed.data : given }
}

function unknownArgument(key: string, kind: string, known: readonly string[]): CheckProblem {
  const meant = nearest(key, [...known, ...COMMON])
  const legal = known.length > 0 ? `legal: ${known.join(', ')}` : 'it takes none of its own'
  return {
    path: [key],
    message: `unknown argument ${JSON.stringify(key)} of the check ${kind}`,
    hint: meant ? `did you mean ${meant}? ${legal}` : legal,
  }
}

function unknownKind(name: string): CheckProblem {
  const names = checkKinds.map(({ kind }) => kind)
  const meant = nearest(name, names)
  return {
    path: ['kind'],
    message: `unknown kind of check ${JSON.stringify(name)}`,
    hint: `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}`,
  }
}

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  return (schema as unknown as { shape?: Record<string, unknown> }).shape ?? {}
}
