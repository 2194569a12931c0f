/** Milliseconds to the microsecond: no clock here is truer, and a record is a third shorter without digits that mean nothing. */
export const roundMs = <T extends number | null>(ms: T): T => (ms === null ? ms : Math.round(ms * 1_000) / 1_000) as T
