import { EvalError } from '../schema/eval-error.ts'
import type { NearestEntry, TapeQuestion } from '../schema/tape.ts'
import { tapeDifferences } from './tape-differences.ts'

const RECORD = 'record what is missing: npx taskbench run --tape auto (or TASKBENCH_TAPE=auto npx vitest run --project evals)'

/** The error of a question that is not on the tape: it names the nearest recorded call and what differs. */
export function tapeMiss(question: TapeQuestion, nearest: NearestEntry | null, folder: string): EvalError {
  const asked = `${question.task} · ${question.model.label} · case ${question.case}, ${placeOf(question)}`
  if (nearest === null) {
    return new EvalError('config', `not on the tape: ${asked}; ${folder} holds no call of this task or model`, {
      hint: RECORD,
      notOnTape: true,
    })
  }
  const { entry, at } = nearest
  const whose = [
    entry.task === question.task ? '' : `task ${entry.task}, `,
    entry.model === question.model.label ? '' : `model ${entry.model}, `,
    `case ${entry.case}, ${placeOf(entry)}`,
  ].join('')
  return new EvalError('config', `not on the tape: ${asked}. Nearest is ${at} (${whose}): ${differing(question, nearest)}`, {
    hint: RECORD,
    at,
    notOnTape: true,
  })
}

const placeOf = ({ trial, nth = 0 }: { trial: number; nth?: number | undefined }): string =>
  `trial ${trial + 1}${nth > 0 ? `, call ${nth + 1}` : ''}`

function differing(question: TapeQuestion, { entry, trials, calls }: NearestEntry): string {
  const differences = tapeDifferences(entry, question)
  const { trial, nth = 0 } = question
  if (differences.length > 0) return differences.join('; ')
  if (entry.trial !== trial) return `recorded ${counted(trials, 'trial')}, asked for trial ${trial + 1}`
  if (entry.nth !== nth) return `recorded ${counted(calls, 'call')} of this trial, asked for call ${nth + 1}`
  return 'something differs that the tape does not show (settings of a simulated model, or a key in the question)'
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
