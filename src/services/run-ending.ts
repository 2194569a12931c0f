import type { RunStatus } from '../schema/run-header.ts'

/** How a run stands in the end. One that had no money for a trial, or could not keep an answer (`cut`: why), is never complete. */
export function runEnding(
  given: RunStatus,
  reason: string | null,
  cut: readonly string[],
): { status: RunStatus; stopReason: string | null } {
  const reasons = [...(reason === null ? [] : [reason]), ...cut.filter((why) => !reason?.includes(why))]
  return {
    status: cut.length > 0 && given === 'complete' ? 'incomplete' : given,
    stopReason: [...new Set(reasons)].join('; ') || null,
  }
}
