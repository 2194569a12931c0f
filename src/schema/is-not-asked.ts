import type { TrialRecord } from './trial-record.ts'

/** Why a trial was skipped that was not asked because all gates were decided before: it is neither failed nor missing. */
export const GATES_DECIDED = 'gates decided'

/** What the method of a figure ends with whose interval is that of a run that stopped early. */
export const STOPPED_EARLY = 'stopped early'

/** Was this trial left out because there was nothing more to decide? */
export const isNotAsked = ({ status, skipReason }: Pick<TrialRecord, 'status' | 'skipReason'>): boolean =>
  status === 'skipped' && skipReason === GATES_DECIDED
