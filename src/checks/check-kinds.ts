import type { CheckKind } from '../schema/check-kind.ts'
import { contains } from './kinds/contains.ts'
import { cost } from './kinds/cost.ts'
import { count } from './kinds/count.ts'
import { covers } from './kinds/covers.ts'
import { equals } from './kinds/equals.ts'
import { expression } from './kinds/expression.ts'
import { json } from './kinds/json.ts'
import { judge } from './kinds/judge.ts'
import { latency } from './kinds/latency.ts'
import { length } from './kinds/length.ts'
import { noOverlap } from './kinds/no-overlap.ts'
import { number } from './kinds/number.ts'
import { oneOf } from './kinds/one-of.ts'
import { ordered } from './kinds/ordered.ts'
import { range } from './kinds/range.ts'
import { refusal } from './kinds/refusal.ts'
import { regex } from './kinds/regex.ts'
import { schema } from './kinds/schema.ts'
import { similar } from './kinds/similar.ts'
import { toolCalls } from './kinds/tool-calls.ts'
import { unique } from './kinds/unique.ts'

/** Every kind of check; a new one is a file and a line here. */
export const checkKinds: readonly CheckKind[] = [
  json,
  schema,
  equals,
  contains,
  regex,
  number,
  oneOf,
  length,
  count,
  range,
  unique,
  ordered,
  noOverlap,
  covers,
  similar,
  expression,
  toolCalls,
  refusal,
  latency,
  cost,
  judge,
]

const byName = new Map(checkKinds.map((kind) => [kind.kind, kind]))

/** The kind of a name; `null` if there is none. */
export function checkKind(name: string): CheckKind | null {
  return byName.get(name) ?? null
}
