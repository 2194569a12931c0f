import path from 'node:path'
import type { Calibration, Calibrations, LabelledCheck } from '../schema/judge.ts'
import { AppendFile } from './append-file.ts'
import { readJsonLines } from './json-lines.ts'

const CALIBRATION_SCHEMA = 'taskbench/calibration@1'

/** All runs of a results folder share what is known of their judges. */
const calibrationsFile = (resultsFolder: string): string => path.join(resultsFolder, '.judges', 'calibrations.jsonl')

/** Each judge that was compared with labels, with the latest ones of each check. */
export async function readCalibrations(resultsFolder: string): Promise<Calibrations> {
  const judges = new Map<string, Map<string, LabelledCheck>>()
  for await (const { record } of readJsonLines<Calibration>(calibrationsFile(resultsFolder), CALIBRATION_SCHEMA)) {
    const key = `${record.judge} ${record.promptHash}`
    const checks = judges.get(key) ?? new Map<string, LabelledCheck>()
    judges.set(key, checks)
    for (const labelled of record.checks ?? []) if (isWhole(labelled)) checks.set(JSON.stringify([labelled.task, labelled.check]), labelled)
  }
  return new Map([...judges].map(([key, checks]) => [key, [...checks.values()]]))
}

/** A file that people may edit. */
function isWhole({ cases }: LabelledCheck): boolean {
  return (
    Array.isArray(cases) &&
    cases.every((counts) => Array.isArray(counts) && counts.length === 4 && counts.every((count) => Number.isInteger(count) && count >= 0))
  )
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
