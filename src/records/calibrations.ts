import path from 'node:path'
import type { Calibration } from '../schema/judge.ts'
import { AppendFile } from './append-file.ts'
import { readJsonLines } from './json-lines.ts'

const CALIBRATION_SCHEMA = 'taskbench/calibration@1'

/** All runs of a results folder share what is known of their judges. */
const calibrationsFile = (resultsFolder: string): string => path.join(resultsFolder, '.judges', 'calibrations.jsonl')

/** `MODEL PROMPT-HASH` of each judge that was compared with labels. */
export async function readCalibratedJudges(resultsFolder: string): Promise<ReadonlySet<string>> {
  const judges = new Set<string>()
  for await (const { record } of readJsonLines<Calibration>(calibrationsFile(resultsFolder), CALIBRATION_SCHEMA))
    judges.add(`${record.judge} ${record.promptHash}`)
  return judges
}

/** Keeps that judges were compared with labels. Throws EvalError config where the file cannot be written. */
export async function keepCalibrations(resultsFolder: string, calibrations: readonly Calibration[]): Promise<void> {
  const file = new AppendFile(calibrationsFile(resultsFolder))
  try {
    await Promise.all(calibrations.map((calibration) => file.append(JSON.stringify(calibration))))
  } finally {
    await file.close()
  }
}
