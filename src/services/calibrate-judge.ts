import { checkKind } from '../checks/check-kinds.ts'
import { calibrationFigures } from '../judge/calibration.ts'
import type { CalibrationFigures } from '../judge/calibration.ts'
import { labelledChecks } from '../judge/labelled-checks.ts'
import type { CheckVerdict } from '../judge/labelled-checks.ts'
import { keepCalibrations } from '../records/calibrations.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { trialKeyText } from '../records/record-order.ts'
import type { JudgedBy } from '../schema/judge.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { VerdictLabel } from './read-labels.ts'

export interface CalibrateOptions {
  resultsFolder: string
  runId: string
  useCases: readonly string[]
  labels: readonly VerdictLabel[]
  seed: number
}

/** How the judges of a run agree with labels. */
export interface CalibratedJudges {
  judges: { by: JudgedBy; figures: CalibrationFigures }[]
  /** Labels that no verdict of a judge was found for: their lines, and why. */
  skipped: { line: number; why: string }[]
}

/**
 * Compares the latest verdicts of a run's judges with labels of people, and keeps that the judges with decided verdicts were compared. Nothing is
 * asked.
 */
export async function calibrateJudge({ resultsFolder, runId, useCases, labels, seed }: CalibrateOptions): Promise<CalibratedJudges> {
  const trials = await labelledTrials({ resultsFolder, runId, useCases, labels })
  const skipped: CalibratedJudges['skipped'] = []
  const judges = new Map<string, { by: JudgedBy; verdicts: CheckVerdict[] }>()
  for (const label of labels) {
    const found = verdictOn(label, trials.get(trialKeyText(label)))
    if ('why' in found) {
      skipped.push({ line: label.line, why: found.why })
      continue
    }
    const { by, verdict, kind } = found
    const key = `${by.model} ${by.promptHash}`
    const judge = judges.get(key) ?? { by, verdicts: [] }
    judges.set(key, judge)
    judge.verdicts.push({
      case: `${label.task} ${label.case}`,
      judge: verdict === 'undecided' ? null : verdict,
      person: label.label,
      task: label.task,
      check: label.check,
      kind,
    })
  }
  const figured = [...judges.values()].map(({ by, verdicts }) => ({ by, verdicts, figures: calibrationFigures(verdicts, seed) }))
  const at = new Date().toISOString()
  const kept = figured.filter(({ figures }) => figures.decided > 0)
  if (kept.length > 0)
    await keepCalibrations(
      resultsFolder,
      kept.map(({ by, verdicts, figures }) => ({
        schema: 'taskbench/calibration@1',
        at,
        judge: by.model,
        promptHash: by.promptHash,
        labels: figures.decided,
        checks: labelledChecks(verdicts),
      })),
    )
  return { judges: figured.map(({ by, figures }) => ({ by, figures })), skipped }
}

async function labelledTrials(options: Omit<CalibrateOptions, 'seed'>): Promise<Map<string, TrialRecord>> {
  const { resultsFolder, runId, useCases, labels } = options
  const wanted = new Set(labels.map(trialKeyText))
  const trials = new Map<string, TrialRecord>()
  for (const useCase of useCases) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    for await (const trial of store.trials())
      if (wanted.has(trialKeyText(trial))) trials.set(trialKeyText(trial), { ...trial, answer: null })
    await store.close()
  }
  return trials
}

function verdictOn(
  label: VerdictLabel,
  trial: TrialRecord | undefined,
): { by: JudgedBy; kind: string; verdict: 'passed' | 'failed' | 'undecided' } | { why: string } {
  if (!trial) return { why: `the run has no answer of ${label.model} to ${label.case} (task ${label.task}, trial ${label.trial})` }
  const check = trial.checks.find(({ name }) => name === label.check)
  if (!check) return { why: `the answer has no check ${label.check}` }
  if (checkKind(check.kind)?.expense !== 'judge' || !trial.judge) return { why: `the check ${label.check} asks no judge` }
  return { by: trial.judge, kind: check.kind, verdict: check.verdict }
}
