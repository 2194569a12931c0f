import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrialRecord } from '../src/schema/trial-record.ts'

/** Folder of the only run of a project without use cases. */
export function runFolder(root: string): string {
  const results = join(root, 'results/default')
  const [run] = readdirSync(results).filter((name) => name !== 'latest')
  if (run === undefined) throw new Error(`there is no run in ${results}`)
  return join(results, run)
}

/** Records of the only run of a project. */
export function readTrials(root: string): TrialRecord[] {
  const lines = readFileSync(join(runFolder(root), 'trials.jsonl'), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as TrialRecord)
}
