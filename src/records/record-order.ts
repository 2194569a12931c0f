import type { TrialRecord } from '../schema/trial-record.ts'

// Its data take milliseconds to load.
let collator: Intl.Collator | undefined

/** Orders names so that numbers in them count as numbers (`case-2` before `case-10`); equal only if identical. */
export function compareNatural(a: string, b: string): number {
  if (a === b) return 0
  return compareLastNumbers(a, b) || (collator ??= new Intl.Collator('en', { numeric: true })).compare(a, b) || (a < b ? -1 : 1)
}

/** More digits than a number holds exactly. */
const MOST_DIGITS = 15

/** Of names that differ in nothing but the number at their end, as those of most cases do; 0 for any others. */
function compareLastNumbers(a: string, b: string): number {
  let from = 0
  while (a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (from > 0 && isDigit(a, from - 1)) from--
  return endsInDigits(a, from) && endsInDigits(b, from) ? Number(a.slice(from)) - Number(b.slice(from)) : 0
}

function endsInDigits(text: string, from: number): boolean {
  if (from === text.length || text.length - from > MOST_DIGITS) return false
  for (let at = from; at < text.length; at++) if (!isDigit(text, at)) return false
  return true
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** What names a trial. */
export type TrialKey = Pick<TrialRecord, 'task' | 'model' | 'case' | 'trial'>

/** Orders trials by task, model, case and trial. */
export const compareTrials = (a: TrialKey, b: TrialKey): number =>
  compareNatural(a.task, b.task) || compareNatural(a.model, b.model) || compareNatural(a.case, b.case) || a.trial - b.trial

/** One text per trial, unambiguous whatever the names contain. */
export const trialKeyText = ({ task, model, case: caseId, trial }: TrialKey): string => JSON.stringify([task, model, caseId, trial])
