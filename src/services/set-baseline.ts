import { existsSync } from 'node:fs'
import { baselineFile, readBaseline, writeBaseline } from '../records/baseline-file.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { findRun } from '../records/find-run.ts'
import { scoreRun } from '../report/score-run.ts'
import type { Baseline } from '../schema/baseline.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RecordStore } from '../schema/record-store.ts'
import { addAnswers } from './add-answers.ts'

/** Of a baseline with fewer trials per case 7 to 8 in 100 alarm in 5 of 20 identical pull requests. */
export const LEAST_TRIALS = 3

export interface SetBaselineOptions {
  /** Absolute: where `baselines/` lies. */
  root: string
  /** Absolute. */
  resultsFolder: string
  /** A run's id, a unique beginning of one, or `latest`. */
  run: string
  name: string
  /** Keep the answers as well. */
  answers: boolean
}

/** Writes the scores of a run's cases as a baseline, and says what is to be known of it. Throws EvalError config. */
export async function setBaseline(options: SetBaselineOptions): Promise<{ file: string; baseline: Baseline; warnings: string[] }> {
  const { root, resultsFolder, run, name, answers } = options
  const file = baselineFile(root, name)
  const { runId, useCases } = await findRun(resultsFolder, run)
  const stores = useCases.map((useCase) => openFileRecordStore({ resultsFolder, runId, useCase }))
  try {
    const scores = stores.length === 0 ? null : await scoreRun(stores)
    if (scores === null || countScored(scores) === 0)
      throw new EvalError('config', `The run ${runId} has no trials: it is no baseline`, { hint: 'Name a run with answers.' })
    const baseline = answers ? await withAnswers(scores, stores) : scores
    const warnings = [...warningsOf(baseline), ...lostTasks(file, baseline)]
    await writeBaseline(file, baseline)
    return { file, baseline, warnings }
  } finally {
    await Promise.all(stores.map((store) => store.close()))
  }
}

async function withAnswers(baseline: Baseline, stores: readonly RecordStore[]): Promise<Baseline> {
  for (const store of stores) await addAnswers(baseline, store.details())
  return baseline
}

const countScored = ({ tasks }: Baseline): number =>
  tasks.reduce((sum, { models }) => sum + models.reduce((all, { cases }) => all + cases.length, 0), 0)

/** What makes a baseline less than it seems. */
function warningsOf({ run, tasks }: Baseline): string[] {
  const few = tasks.filter(({ trials }) => trials < LEAST_TRIALS)
  const fewText = few.map(({ task, trials }) => `${task} has ${trials}`).join(', ')
  const missing = tasks.flatMap(({ task, planned, models }) =>
    models.flatMap(({ model, cases, notAsked = 0 }) => {
      const there = cases.filter((subject) => subject.missing === null).length
      const gone = planned - there - notAsked
      return [
        ...(notAsked === 0 ? [] : [`${task} · ${model} stopped early: ${planned - notAsked} of ${planned} cases were asked`]),
        ...(gone > 0 ? [`${task} · ${model}: ${gone} of ${planned} cases are missing`] : []),
      ]
    }),
  )
  const stopped = tasks.some(({ models }) => models.some(({ notAsked = 0 }) => notAsked > 0))
  return [
    ...(few.length === 0
      ? []
      : [
          `fewer than ${LEAST_TRIALS} trials per case (${fewText}): a baseline of one lucky or unlucky draw raises false alarms; set \`trials: ${LEAST_TRIALS}\` and run again`,
        ]),
    ...(run.status === 'complete' ? [] : [`the run is ${run.status}`]),
    ...(run.dirty === true ? ['the run was made with changes that are not committed'] : []),
    ...missing,
    ...(stopped
      ? [
          'asking stops where scores are a little too good or too bad, and gates against this baseline know its cases alone: for a baseline, run without `stop: decided`',
        ]
      : []),
  ]
}

/** A baseline stands for one run: what the former one held beside is gone. */
function lostTasks(file: string, { tasks }: Baseline): string[] {
  if (!existsSync(file)) return []
  try {
    const lost = readBaseline(file).tasks.filter(({ task }) => !tasks.some((other) => other.task === task))
    return lost.length === 0 ? [] : [`the former baseline held tasks that this run has not: ${lost.map(({ task }) => task).join(', ')}`]
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return ['the former file could not be read as a baseline and was replaced']
  }
}
