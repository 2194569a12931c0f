import type { Attempt } from '../schema/call.ts'

/** Errors after which nobody knows whether the vendor bills the attempt. */
const UNKNOWN_COST: ReadonlySet<string> = new Set(['timeout', 'invalid-response'])

/** Did an attempt fail in such a way that it may have cost something all the same: not in time, or after its answer had begun? */
export const mayBeBilled = ({ error, begun }: Pick<Attempt, 'error' | 'begun'>): boolean =>
  error !== null && (begun === true || UNKNOWN_COST.has(error.kind))
