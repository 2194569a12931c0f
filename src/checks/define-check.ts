import type { CheckKind } from '../schema/check-kind.ts'

/** A kind of check, with the types of its arguments inferred from its schema. */
export function defineCheck<Arguments>(kind: CheckKind<Arguments>): CheckKind {
  return kind as unknown as CheckKind
}
