import type { RunStatus } from '../schema/run-header.ts'

/** How a run stands in the end. One that had no money for a trial (`unpaid`: why) is never complete. */
export function runEnding(
  given: RunStatus,
  reason: string | null,
  unpaid: readonly string[],
): { status: RunStatus; stopReason: string | null } {
  const reasons = [...(reason === null ? [] : [reason]), ...unpaid.filter((why) => !reason?.includes(why))]
  return {
    status: unpaid.length > 0 && given === 'complete' ? 'incomplete' : given,
    stopReason: [...new Set(reasons)].join('; ') || null,
  }
}
