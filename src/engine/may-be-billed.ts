import type { Attempt } from '../schema/call.ts'

/** Did an attempt fail in such a way that it may have cost something all the same: after its answer had begun, or because we cut it off? */
export const mayBeBilled = ({ error, begun }: Pick<Attempt, 'error' | 'begun'>): boolean => error !== null && begun === true
