import type { z } from 'zod'
import { problemsOf } from './argument-problems.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { CheckKind } from '../schema/check-kind.ts'
import type { Json } from '../schema/json.ts'
import { checkBaseSchema } from '../schema/task.ts'
import { nearest } from '../text/nearest.ts'
import { checkKind, checkKinds } from './check-kinds.ts'
import { hasTemplate } from './fill-arguments.ts'

/** What is wrong with a check as it is written. */
export interface CheckProblem {
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
  if (!base.success) return { problems: problemsOf(base.error, raw) }
  const kind = checkKind(base.data.kind)
  if (!kind) return { problems: [unknownKind(base.data.kind)] }
  const given = Object.fromEntries(Object.entries(raw).filter(([key]) => !COMMON.includes(key))) as Record<string, Json>
  const parsed = parseArguments(kind, given)
  if ('problems' in parsed) return parsed
  const { name, severity, description, not } = base.data
  return {
    check: {
      name: name ?? kind.kind,
      kind: kind.kind,
      severity,
      ...(description === undefined ? {} : { description }),
      not,
      arguments: parsed.arguments,
    },
  }
}

function parseArguments(kind: CheckKind, given: Record<string, Json>): { arguments: Record<string, Json> } | { problems: CheckProblem[] } {
  const known = Object.keys(shapeOf(kind.schema))
  const unknown = Object.keys(given).filter((key) => !known.includes(key))
  const problems: CheckProblem[] = unknown.map((key) => {
    const meant = nearest(key, [...known, ...COMMON])
    const legal = known.length > 0 ? `legal: ${known.join(', ')}` : 'it takes none'
    return {
      path: [key],
      message: `unknown argument ${JSON.stringify(key)} of the check ${kind.kind}`,
      hint: meant ? `did you mean ${meant}?` : legal,
    }
  })
  // What is filled in for each case is validated then.
  const templated = Object.entries(given).filter(([, value]) => hasTemplate(value))
  if (templated.length > 0) return problems.length > 0 ? { problems } : { arguments: given }
  const parsed = kind.schema.safeParse(Object.fromEntries(Object.entries(given).filter(([key]) => known.includes(key))))
  if (!parsed.success) problems.push(...problemsOf(parsed.error, given))
  else problems.push(...(kind.validate?.(parsed.data) ?? []))
  if (problems.length > 0 || !parsed.success) return { problems }
  return { arguments: parsed.data }
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
