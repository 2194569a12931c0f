import type { CallRecord } from '../schema/call.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { Line } from './line-splitter.ts'
import type { TrialKey } from './record-order.ts'

const CALL_START = Buffer.from('{"schema":"taskbench/call@1","callId":"')
const [QUOTE, BRACE] = Buffer.from('"}') as unknown as [number, number]
const TRIAL_START = '{"schema":"taskbench/trial@1",'
const TRIAL_ENDS = ['"simulated":true}', '"simulated":false}']

/** What an index needs of a line of `trials.jsonl`. */
export interface TrialHead extends TrialKey {
  callIds: TrialRecord['callIds']
  session?: TrialRecord['session']
}

/**
 * The call's id, read from the line's beginning as this version writes it: parsing whole lines only for that would take ten times as long.
 * `null`: the line is written in another way, or torn, and must be parsed.
 */
export function callHead({ bytes }: Pick<Line, 'bytes'>): Pick<CallRecord, 'callId'> | null {
  const start = CALL_START.length
  if (bytes.length <= start || bytes.at(-1) !== BRACE || CALL_START.compare(bytes, 0, start) !== 0) return null
  // Read from the bytes: a part of the line's text would hold all of it in memory.
  const end = bytes.indexOf(QUOTE, start)
  const callId = bytes.toString('utf8', start, end)
  return end < 0 || callId.includes('\\') ? null : { callId }
}

/** As {@link callHead}, for a trial. Quotes within texts are escaped: a bare `"name":` is a key, and the first one is the record's own. */
export function trialHead({ text }: Pick<Line, 'text'>): TrialHead | null {
  // A torn line may end in a brace as well: one that is taken for whole would hide an earlier record of its trial.
  if (!text.startsWith(TRIAL_START) || !TRIAL_ENDS.some((end) => text.endsWith(end))) return null
  const tags = text.indexOf(',"tags":[')
  const ids = text.indexOf(',"callIds":[', tags)
  if (tags < 0 || ids < 0) return null
  try {
    const key = JSON.parse(`${text.slice(0, tags)}}`) as Omit<TrialHead, 'callIds'>
    const { callIds } = JSON.parse(`{${text.slice(ids + 1, text.indexOf(']', ids) + 1)}}`) as Pick<TrialRecord, 'callIds'>
    if (!isKey(key)) return null
    const { task, model, case: caseId, trial, session } = key
    return { task, model, case: caseId, trial, callIds, ...(session === undefined ? {} : { session }) }
  } catch {
    return null
  }
}

function isKey({ task, model, case: caseId, trial }: TrialKey): boolean {
  return typeof task === 'string' && typeof model === 'string' && typeof caseId === 'string' && typeof trial === 'number'
}
