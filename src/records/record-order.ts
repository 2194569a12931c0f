import type { TrialRecord } from '../schema/trial-record.ts'

const collator = new Intl.Collator('en', { numeric: true })

/** Orders names so that numbers in them count as numbers (`case-2` before `case-10`); equal only if identical. */
export const compareNatural = (a: string, b: string): number => (a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1))

/** What names a trial. */
export type TrialKey = Pick<TrialRecord, 'task' | 'model' | 'case' | 'trial'>

/** Orders trials by task, model, case and trial. */
export const compareTrials = (a: TrialKey, b: TrialKey): number =>
  compareNatural(a.task, b.task) || compareNatural(a.model, b.model) || compareNatural(a.case, b.case) || a.trial - b.trial

/** One text per trial, unambiguous whatever the names contain. */
export const trialKeyText = ({ task, model, case: caseId, trial }: TrialKey): string => JSON.stringify([task, model, caseId, trial])
