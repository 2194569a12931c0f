import type { TrialRecord } from '../schema/trial-record.ts'

/** A trial's record as one of a resumed run. The session stands at the beginning of the line, where indexes look for it. */
export const inSession = ({ schema, runId, ...trial }: TrialRecord, session: number): TrialRecord => ({ schema, runId, session, ...trial })
